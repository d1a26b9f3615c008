import { and, eq, inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction, outsideTransaction } from "@/db/in-transaction";
import { announceChange, recordEvent } from "@/db/record-event";
import { masterImports } from "@/db/schema";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { type ImportInput, importInput } from "@/features/catalog/schema";
import { uploadById } from "@/features/incidents/queries";
import { deriveScope } from "@/features/media/tasks";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { decodeStream, type TextEncoding } from "@/lib/decode-text";
import { Conflict, Internal, NotFound } from "@/lib/errors";
import { everySecond } from "@/lib/every-second";
import { fileStore } from "@/lib/files";
import { parseInput } from "@/lib/parse-input";
import { type MasterRow, readMaster } from "./readers/master";
import { writeRecords } from "./write-records";

/**
 * Reads a customer master into person records: the whole file, or nothing. How far it is shows once a second,
 * outside the transaction. An import that was read already is left alone. Throws what the readers throw (Invalid
 * with a line); the caller then records that with `failMasterImport`.
 */
export async function readMasterImport(
  actor: Actor,
  input: ImportInput,
  signal?: AbortSignal,
): Promise<void> {
  const by = authorize(actor, "people.startImport");
  const { importId } = parseInput(importInput, input);
  const given = await outsideTransaction(() => beginReading(importId));
  if (!given) return;
  const { incidentId, storedAs } = given;
  const progress = { bytesRead: 0, rowsRead: 0 };
  const stopTelling = everySecond(() =>
    outsideTransaction(() => tellProgress(importId, incidentId, progress)),
  );
  try {
    await inTransaction(async (tx) => {
      const text = decodeStream(
        counted(fileStore().read(storedAs), progress),
        given.encoding as TextEncoding,
      );
      const rows = readMaster(text, given.mapping, { delimiter: given.delimiter });
      const counts = await writeRecords(tx, importId, watched(rows, progress, signal));
      await stopTelling();
      await lockDerivation(tx, incidentId);
      const read = await tx
        .update(masterImports)
        .set({ state: "read", ...counts, bytesRead: given.bytesTotal, endedAt: sql`clock_timestamp()` })
        .where(and(eq(masterImports.id, importId), eq(masterImports.state, "reading")))
        .returning({ id: masterImports.id });
      if (read.length !== 1) throw new Conflict("master-import.changed");
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "master-import.read",
        subject: { type: "master-import", id: importId },
        detail: counts,
      });
      await enqueue(tx, deriveScope, incidentId, [
        { dedupeKey: `master-import:${importId}`, payload: { incidentId } },
      ]);
    });
  } finally {
    await stopTelling();
  }
}

/** Marks the import as being read, for everybody to see; null where it is done with. */
async function beginReading(importId: string) {
  const [begun] = await database()
    .update(masterImports)
    .set({ state: "reading", startedAt: sql`clock_timestamp()`, bytesRead: 0, rowsRead: 0 })
    .where(and(eq(masterImports.id, importId), inArray(masterImports.state, ["queued", "reading"])))
    .returning();
  if (!begun) {
    const known = await database().$count(masterImports, eq(masterImports.id, importId));
    if (known === 0) throw new NotFound("master-import.unknown");
    return null;
  }
  const { storedAs } = await uploadById(begun.uploadId);
  if (!storedAs) throw new Internal("upload.not-stored");
  return { ...begun, storedAs };
}

type Progress = { bytesRead: number; rowsRead: number };

async function tellProgress(importId: string, incidentId: string, progress: Progress): Promise<void> {
  await inTransaction(async (tx) => {
    await tx
      .update(masterImports)
      .set({ bytesRead: progress.bytesRead, rowsRead: progress.rowsRead })
      .where(and(eq(masterImports.id, importId), eq(masterImports.state, "reading")));
    await announceChange(tx, incidentId);
  });
}

async function* counted(bytes: AsyncIterable<Uint8Array>, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    progress.bytesRead += chunk.byteLength;
    yield chunk;
  }
}

async function* watched(
  rows: AsyncIterable<MasterRow>,
  progress: Progress,
  signal: AbortSignal | undefined,
): AsyncGenerator<MasterRow> {
  for await (const row of rows) {
    signal?.throwIfAborted();
    progress.rowsRead += 1;
    yield row;
  }
}
