import { and, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { masterImports } from "@/db/schema";
import { mendsOf } from "@/features/incidents/mends-of";
import { incidentMustBeOpen, uploadById } from "@/features/incidents/queries";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { beginMasterImport } from "./begin-master-import";
import { masterPreview } from "./queries";
import { checkMapping } from "./readers/master-fields";
import { type StartMasterImport, startMasterImportInput } from "./schema";

/** `existing`: this very file is read already (or being read), and nothing was started. */
export type StartedImport = { id: string; existing: boolean };

/**
 * Asks for a customer master to be read under this mapping. The same file again answers the import there is,
 * unless that one failed, was withdrawn or replaced. What stops the reading of the file's beginning is thrown at once: Invalid
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
    const existing = await existingImport(tx, given.incidentId, sha256);
    if (existing) return { id: existing, existing: true };
    const { mends, hash } = await mendsOf(tx, given.incidentId, [sha256]);
    const begun = await beginMasterImport(tx, {
      id: given.id,
      incidentId: given.incidentId,
      uploadId: given.uploadId,
      fileName,
      encoding,
      delimiter,
      mapping: given.mapping,
      contentHash: sha256,
      bytesTotal: bytesExpected,
      mendIds: mends.map(({ id }) => id),
      mendsHash: hash,
    });
    if (!begun) {
      const other = await existingImport(tx, given.incidentId, sha256);
      if (!other) throw new Conflict("master-import.id-taken");
      return { id: other, existing: true };
    }
    await recordEvent(tx, {
      incidentId: given.incidentId,
      actor: by,
      action: "master-import.started",
      subject: { type: "master-import", id: begun.id },
      detail: {
        contentHash: sha256,
        encoding,
        fields: Object.keys(given.mapping).sort().join(","),
        mends: mends.length,
      },
    });
    return { id: begun.id, existing: false };
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

/** Whatever mends it is read with: the same file counts once. */
async function existingImport(tx: Tx, incidentId: string, contentHash: string): Promise<string | null> {
  const [existing] = await tx
    .select({ id: masterImports.id })
    .from(masterImports)
    .where(
      and(
        eq(masterImports.incidentId, incidentId),
        eq(masterImports.contentHash, contentHash),
        inArray(masterImports.state, ["queued", "reading", "read"]),
      ),
    )
    .orderBy(desc(masterImports.id))
    .limit(1);
  return existing?.id ?? null;
}
