import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { masterImports } from "@/db/schema";
import { incidentMustBeOpen, uploadById } from "@/features/incidents/queries";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { masterPreview } from "./queries";
import { checkMapping } from "./readers/master-fields";
import { type StartMasterImport, startMasterImportInput } from "./schema";
import { readMasterTask } from "./tasks";

/** `existing`: this very file is read already (or being read), and nothing was started. */
export type StartedImport = { id: string; existing: boolean };

/**
 * Asks for a customer master to be read under this mapping. The same file again answers the import there is,
 * unless that one failed. What stops the reading of the file's beginning is thrown at once: Invalid
 * `file.is-*`, `text.*`, `csv.*`, `master.field-missing` { field }, `master.beyond-columns` |
 * `master.column-used-twice` { field, column }.
 */
export async function startMasterImport(actor: Actor, input: StartMasterImport): Promise<StartedImport> {
  const by = authorize(actor, "people.startImport");
  const given = parseInput(startMasterImportInput, input);
  const upload = await uploadById(given.uploadId);
  if (upload.incidentId !== given.incidentId) throw new NotFound("upload.unknown");
  const { sha256, fileName, bytesExpected } = upload;
  if (upload.state !== "complete" || !sha256) throw new NotAllowedNow("upload.not-complete");
  const { encoding, delimiter } = await readable(given);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, given.incidentId);
    const [started] = await tx
      .insert(masterImports)
      .values({
        id: given.id,
        incidentId: given.incidentId,
        uploadId: given.uploadId,
        fileName,
        encoding,
        delimiter,
        mapping: given.mapping,
        contentHash: sha256,
        bytesTotal: bytesExpected,
      })
      .onConflictDoNothing()
      .returning({ id: masterImports.id });
    if (!started) return existingImport(tx, given.incidentId, sha256);
    await recordEvent(tx, {
      incidentId: given.incidentId,
      actor: by,
      action: "master-import.started",
      subject: { type: "master-import", id: started.id },
      detail: { contentHash: sha256, encoding, fields: Object.keys(given.mapping).sort().join(",") },
    });
    await enqueue(tx, readMasterTask, given.incidentId, [
      { dedupeKey: started.id, payload: { importId: started.id } },
    ]);
    return { id: started.id, existing: false };
  });
}

type Given = ReturnType<typeof startMasterImportInput.parse>;

/** Looks at the file's beginning, so that a wrong file or mapping is refused while its bringer is watching. */
async function readable(given: Given): Promise<{ encoding: string; delimiter: string }> {
  const preview = await masterPreview(given.uploadId);
  const encoding = given.encoding ?? preview.encoding;
  if (!encoding) {
    const [problem] = preview.problems;
    throw new Invalid(problem?.reason ?? "text.not-text", problem?.detail);
  }
  // With other settings than the preview's its other findings may not hold; the reading itself will tell.
  const asPreviewed =
    encoding === preview.encoding && (given.delimiter ?? preview.delimiter) === preview.delimiter;
  if (!asPreviewed) return { encoding, delimiter: given.delimiter ?? preview.delimiter };
  const fatal = preview.problems.find(({ reason }) => /^(file|text|csv)\.|^master\.empty$/.test(reason));
  if (fatal) throw new Invalid(fatal.reason, fatal.detail);
  const [wrong] = checkMapping(given.mapping, preview.headers.length);
  if (wrong) {
    const reason = wrong.problem === "missing" ? "master.field-missing" : `master.${wrong.problem}`;
    throw new Invalid(reason, { field: wrong.field, column: wrong.column ?? null });
  }
  return { encoding, delimiter: preview.delimiter };
}

async function existingImport(tx: Tx, incidentId: string, contentHash: string): Promise<StartedImport> {
  const [existing] = await tx
    .select({ id: masterImports.id })
    .from(masterImports)
    .where(
      and(
        eq(masterImports.incidentId, incidentId),
        eq(masterImports.contentHash, contentHash),
        ne(masterImports.state, "failed"),
      ),
    );
  if (!existing) throw new Conflict("master-import.id-taken");
  return { id: existing.id, existing: true };
}
