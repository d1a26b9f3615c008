import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { documentIndexes } from "@/db/schema";
import { incidentMustBeOpen, uploadById } from "@/features/incidents/queries";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { addDefaultClasses } from "./add-default-classes";
import { indexMappingErrors } from "./index-reader/read-index";
import { documentIndexPreview } from "./queries";
import { type StartDocumentIndex, startDocumentIndexInput } from "./schema";
import { readDocumentIndexTask } from "./tasks";

/** `existing`: this very file is read already (or being read), and nothing was started. */
export type StartedIndex = { id: string; existing: boolean };

/**
 * Asks for an organisation's own list of papers to be read under this mapping. What stops the reading of the file's
 * beginning is thrown at once: Invalid `file.is-*`, `text.*`, `csv.*`, `index.field-missing` { field },
 * `index.beyond-columns` | `index.column-used-twice` { field, column }.
 */
export async function startDocumentIndex(actor: Actor, input: StartDocumentIndex): Promise<StartedIndex> {
  const by = authorize(actor, "documents.startIndex");
  const given = parseInput(startDocumentIndexInput, input);
  const { incidentId, uploadId, mapping, mode } = given;
  const upload = await uploadById(uploadId);
  if (upload.incidentId !== incidentId) throw new NotFound("upload.unknown");
  const { sha256, fileName, bytesExpected } = upload;
  if (upload.state !== "complete" || !sha256) throw new NotAllowedNow("upload.not-complete");
  const readable = await readableAs(given);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    await addDefaultClasses(actor, { incidentId });
    const [started] = await tx
      .insert(documentIndexes)
      .values({
        ...{ id: given.id, incidentId, uploadId, fileName, mapping, mode, ...readable },
        ...{ contentHash: sha256, bytesTotal: bytesExpected },
      })
      .onConflictDoNothing()
      .returning({ id: documentIndexes.id });
    if (!started) return existingIndex(tx, incidentId, sha256);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "document-index.started",
      subject: { type: "document-index", id: started.id },
      detail: { contentHash: sha256, mode, fields: Object.keys(mapping).sort().join(",") },
    });
    await enqueue(tx, readDocumentIndexTask, incidentId, [
      { dedupeKey: started.id, payload: { indexId: started.id } },
    ]);
    return { id: started.id, existing: false };
  });
}

type Given = ReturnType<typeof startDocumentIndexInput.parse>;

/** Looks at the file's beginning, so that a wrong file or mapping is refused while its bringer is watching. */
async function readableAs(given: Given): Promise<{ encoding: string; delimiter: string }> {
  const preview = await documentIndexPreview({ uploadId: given.uploadId, encoding: given.encoding });
  const fatal = preview.problems.find(({ reason }) => /^(file|text|csv)\./.test(reason));
  if (fatal) throw new Invalid(fatal.reason, fatal.detail);
  if (!preview.encoding) throw new Invalid("text.not-text");
  const delimiter = given.delimiter ?? preview.delimiter;
  if (delimiter === preview.delimiter) {
    const [wrong] = indexMappingErrors(given.mapping, preview.headers.length);
    if (wrong) throw wrong;
  }
  return { encoding: preview.encoding, delimiter };
}

async function existingIndex(tx: Tx, incidentId: string, contentHash: string): Promise<StartedIndex> {
  const [existing] = await tx
    .select({ id: documentIndexes.id })
    .from(documentIndexes)
    .where(
      and(
        eq(documentIndexes.incidentId, incidentId),
        eq(documentIndexes.contentHash, contentHash),
        inArray(documentIndexes.state, ["queued", "reading", "read"]),
      ),
    );
  if (!existing) throw new Conflict("document-index.id-taken");
  return { id: existing.id, existing: true };
}
