import { createHash } from "node:crypto";
import { and, desc, eq, inArray } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { catalogImports, uploads } from "@/db/schema";
import { mendsOf } from "@/features/incidents/mends-of";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { beginCatalogImport } from "./begin-catalog-import";
import { refuseWrongMapping } from "./refuse-wrong-mapping";
import { type StartCatalogImport, startCatalogImportInput } from "./schema";

/** `existing`: these very files are read already (or being read), and nothing was started. */
export type StartedImport = { id: string; existing: boolean };

/**
 * Asks for a catalog to be read, with the mends its files have. The same files again, in whatever order, answer the
 * import there is, unless that one failed, was withdrawn or replaced. Throws NotFound `upload.unknown`,
 * NotAllowedNow `upload.not-complete`, Invalid `catalog.file-twice` { file } where two of the files are the same, and
 * what `refuseWrongMapping` throws.
 */
export async function startCatalogImport(actor: Actor, input: StartCatalogImport): Promise<StartedImport> {
  const by = authorize(actor, "catalog.startImport");
  const given = parseInput(startCatalogImportInput, input);
  const stated = { ...given.mapping, ...(given.volume === undefined ? {} : { volume: given.volume }) };
  if (given.mapping) await refuseWrongMapping(database(), given.incidentId, given.uploadIds, stated);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, given.incidentId);
    const files = await completeUploads(tx, given.incidentId, given.uploadIds);
    const contentHash = hashOfAll(files.map((file) => file.sha256));
    const existing = await existingImport(tx, given.incidentId, contentHash);
    if (existing) return { id: existing, existing: true };
    const { mends, hash } = await mendsOf(
      tx,
      given.incidentId,
      files.map((file) => file.sha256),
    );
    const begun = await beginCatalogImport(tx, {
      id: given.id,
      incidentId: given.incidentId,
      format: given.mapping ? "own-csv" : (given.format ?? null),
      mapping: Object.keys(stated).length > 0 ? stated : null,
      contentHash,
      files,
      mendIds: mends.map(({ id }) => id),
      mendsHash: hash,
    });
    if (!begun) {
      const other = await existingImport(tx, given.incidentId, contentHash);
      if (!other) throw new Conflict("catalog-import.id-taken");
      return { id: other, existing: true };
    }
    await recordEvent(tx, {
      incidentId: given.incidentId,
      actor: by,
      action: "catalog-import.started",
      subject: { type: "catalog-import", id: begun.id },
      detail: { files: files.length, contentHash, mends: mends.length },
    });
    return { id: begun.id, existing: false };
  });
}

type CompleteUpload = { uploadId: string; fileName: string; bytes: number; sha256: string };

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
    return { uploadId: id, fileName: upload.fileName, bytes: upload.bytesExpected, sha256: upload.sha256 };
  });
}

function hashOfAll(hashes: string[]): string {
  return createHash("sha256")
    .update([...hashes].sort().join("\n"))
    .digest("hex");
}

/** Whatever mends it is read with: the same files count once. */
async function existingImport(tx: Tx, incidentId: string, contentHash: string): Promise<string | null> {
  const [existing] = await tx
    .select({ id: catalogImports.id })
    .from(catalogImports)
    .where(
      and(
        eq(catalogImports.incidentId, incidentId),
        eq(catalogImports.contentHash, contentHash),
        inArray(catalogImports.state, ["queued", "reading", "read"]),
      ),
    )
    .orderBy(desc(catalogImports.id))
    .limit(1);
  return existing?.id ?? null;
}
