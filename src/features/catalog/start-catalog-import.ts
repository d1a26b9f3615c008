import { createHash } from "node:crypto";
import { and, eq, inArray, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { catalogImportFiles, catalogImports, uploads } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type StartCatalogImport, startCatalogImportInput } from "./schema";
import { readCatalogTask } from "./tasks";

/** `existing`: these very files are read already (or being read), and nothing was started. */
export type StartedImport = { id: string; existing: boolean };

/**
 * Asks for a catalog to be read. The same files again, in whatever order, answer the import there is, unless
 * that one failed. Throws NotFound `upload.unknown`, NotAllowedNow `upload.not-complete`, Invalid
 * `catalog.file-twice` { fileName } where two of the files are the same.
 */
export async function startCatalogImport(actor: Actor, input: StartCatalogImport): Promise<StartedImport> {
  const by = authorize(actor, "catalog.startImport");
  const given = parseInput(startCatalogImportInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, given.incidentId);
    const files = await completeUploads(tx, given.incidentId, given.uploadIds);
    const contentHash = hashOfAll(files.map((file) => file.sha256));
    const [started] = await tx
      .insert(catalogImports)
      .values({
        id: given.id,
        incidentId: given.incidentId,
        format: given.format,
        contentHash,
        bytesTotal: files.reduce((sum, file) => sum + file.bytes, 0),
      })
      .onConflictDoNothing()
      .returning({ id: catalogImports.id });
    if (!started) return existingImport(tx, given.incidentId, contentHash);
    await tx.insert(catalogImportFiles).values(
      files.map((file, i) => ({
        importId: started.id,
        fileNumber: i + 1,
        uploadId: file.id,
        fileName: file.fileName,
      })),
    );
    await recordEvent(tx, {
      incidentId: given.incidentId,
      actor: by,
      action: "catalog-import.started",
      subject: { type: "catalog-import", id: started.id },
      detail: { files: files.length, contentHash },
    });
    await enqueue(tx, readCatalogTask, given.incidentId, [
      { dedupeKey: started.id, payload: { importId: started.id } },
    ]);
    return { id: started.id, existing: false };
  });
}

type CompleteUpload = { id: string; fileName: string; bytes: number; sha256: string };

async function completeUploads(tx: Tx, incidentId: string, ids: string[]): Promise<CompleteUpload[]> {
  const rows = await tx
    .select()
    .from(uploads)
    .where(and(eq(uploads.incidentId, incidentId), inArray(uploads.id, ids)));
  const seen = new Set<string>();
  return ids.map((id) => {
    const upload = rows.find((row) => row.id === id);
    if (!upload) throw new NotFound("upload.unknown");
    if (upload.state !== "complete" || !upload.sha256) throw new NotAllowedNow("upload.not-complete");
    if (seen.has(upload.sha256)) throw new Invalid("catalog.file-twice", { file: upload.fileName });
    seen.add(upload.sha256);
    return { id, fileName: upload.fileName, bytes: upload.bytesExpected, sha256: upload.sha256 };
  });
}

function hashOfAll(hashes: string[]): string {
  return createHash("sha256")
    .update([...hashes].sort().join("\n"))
    .digest("hex");
}

async function existingImport(tx: Tx, incidentId: string, contentHash: string): Promise<StartedImport> {
  const [existing] = await tx
    .select({ id: catalogImports.id })
    .from(catalogImports)
    .where(
      and(
        eq(catalogImports.incidentId, incidentId),
        eq(catalogImports.contentHash, contentHash),
        ne(catalogImports.state, "failed"),
      ),
    );
  if (!existing) throw new Conflict("catalog-import.id-taken");
  return { id: existing.id, existing: true };
}
