import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction, outsideTransaction } from "@/db/in-transaction";
import { announceChange, recordEvent } from "@/db/record-event";
import { catalogImportFiles, catalogImports, uploads } from "@/db/schema";
import { deriveScope } from "@/features/media/tasks";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Internal, NotFound } from "@/lib/errors";
import { everySecond } from "@/lib/every-second";
import { fileStore } from "@/lib/files";
import { parseInput } from "@/lib/parse-input";
import { lockDerivation } from "./lock-derivation";
import type { CatalogFormat, SourceFile } from "./readers/catalog-facts";
import { detectCatalogFormat, readCatalog } from "./readers/read-catalog";
import { type ImportInput, importInput } from "./schema";
import { writeFacts } from "./write-facts";

/**
 * Reads a catalog into rows: all of its files, or nothing. How far it is shows once a second, outside the
 * transaction. An import that was read already is left alone. Throws what the readers throw (Invalid with file
 * and line); the caller then records that with `failCatalogImport`.
 */
export async function readCatalogImport(
  actor: Actor,
  input: ImportInput,
  signal?: AbortSignal,
): Promise<void> {
  const by = authorize(actor, "catalog.startImport");
  const { importId } = parseInput(importInput, input);
  const given = await outsideTransaction(() => beginReading(importId));
  if (!given) return;
  const progress = { bytesRead: 0, rowsRead: 0 };
  const stopTelling = everySecond(() =>
    outsideTransaction(() => tellProgress(importId, given.incidentId, progress)),
  );
  try {
    await inTransaction(async (tx) => {
      const { sources } = given;
      const files = sources.map((source) => counted(source, progress));
      const format = given.format ?? (await detectCatalogFormat(sources));
      const facts = watched(readCatalog(files, { format }), progress, signal);
      const rowsRead = await writeFacts(tx, importId, facts);
      await stopTelling();
      await lockDerivation(tx, given.incidentId);
      const read = await tx
        .update(catalogImports)
        .set({
          state: "read",
          format,
          rowsRead,
          bytesRead: given.bytesTotal,
          endedAt: sql`clock_timestamp()`,
        })
        .where(and(eq(catalogImports.id, importId), eq(catalogImports.state, "reading")))
        .returning({ id: catalogImports.id });
      if (read.length !== 1) throw new Conflict("catalog-import.changed");
      await recordEvent(tx, {
        incidentId: given.incidentId,
        actor: by,
        action: "catalog-import.read",
        subject: { type: "catalog-import", id: importId },
        detail: { rowsRead, format },
      });
      await enqueue(tx, deriveScope, given.incidentId, [
        { dedupeKey: `catalog-import:${importId}`, payload: { incidentId: given.incidentId } },
      ]);
    });
  } finally {
    await stopTelling();
  }
}

type Reading = {
  incidentId: string;
  format: CatalogFormat | undefined;
  bytesTotal: number;
  sources: SourceFile[];
};

/** Marks the import as being read, for everybody to see; null where it is done with. */
async function beginReading(importId: string): Promise<Reading | null> {
  const [begun] = await database()
    .update(catalogImports)
    .set({ state: "reading", startedAt: sql`clock_timestamp()`, bytesRead: 0, rowsRead: 0 })
    .where(and(eq(catalogImports.id, importId), inArray(catalogImports.state, ["queued", "reading"])))
    .returning();
  if (!begun) {
    const known = await database().$count(catalogImports, eq(catalogImports.id, importId));
    if (known === 0) throw new NotFound("catalog-import.unknown");
    return null;
  }
  const files = await database()
    .select({ name: catalogImportFiles.fileName, storedAs: uploads.storedAs })
    .from(catalogImportFiles)
    .innerJoin(uploads, eq(uploads.id, catalogImportFiles.uploadId))
    .where(eq(catalogImportFiles.importId, importId))
    .orderBy(asc(catalogImportFiles.fileNumber));
  const store = fileStore();
  return {
    incidentId: begun.incidentId,
    format: (begun.format as CatalogFormat | null) ?? undefined,
    bytesTotal: begun.bytesTotal,
    sources: files.map(({ name, storedAs }) => {
      if (!storedAs) throw new Internal("upload.not-stored");
      return { name, open: () => store.read(storedAs) };
    }),
  };
}

type Progress = { bytesRead: number; rowsRead: number };

async function tellProgress(
  importId: string,
  incidentId: string,
  { bytesRead, rowsRead }: Progress,
): Promise<void> {
  await inTransaction(async (tx) => {
    await tx
      .update(catalogImports)
      .set({ bytesRead, rowsRead })
      .where(and(eq(catalogImports.id, importId), eq(catalogImports.state, "reading")));
    await announceChange(tx, incidentId);
  });
}

/** A reader passes over a file more than once; only bytes beyond the furthest it has been are progress. */
function counted(source: SourceFile, progress: Progress): SourceFile {
  let furthest = 0;
  return {
    name: source.name,
    async *open() {
      let here = 0;
      for await (const chunk of source.open()) {
        here += chunk.byteLength;
        if (here > furthest) {
          progress.bytesRead += here - furthest;
          furthest = here;
        }
        yield chunk;
      }
    },
  };
}

async function* watched<F extends { kind: string }>(
  facts: AsyncIterable<F>,
  progress: Progress,
  signal: AbortSignal | undefined,
): AsyncGenerator<F> {
  for await (const fact of facts) {
    signal?.throwIfAborted();
    if (fact.kind === "file" || fact.kind === "rejected") progress.rowsRead += 1;
    yield fact;
  }
}
