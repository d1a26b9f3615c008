import { and, eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { documentClasses } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { deriveAnew } from "./derive-anew";
import { classesOf } from "./queries";
import { changedClassFields, classContent } from "./rules";
import { type EditDocumentClass, editDocumentClassInput } from "./schema";

/**
 * Changes how a kind of paper is called and what it tells about a person. From now on pages, lists and letters yet
 * to be made say so; a frozen list keeps what was frozen. Throws `document-class.unknown`,
 * `document-class.element-twice` { element }, Conflict `document-class.changed`.
 */
export async function editDocumentClass(actor: Actor, input: EditDocumentClass): Promise<void> {
  const by = authorizeStaff(actor, "documents.editClass");
  const { incidentId, code, revision, ...said } = parseInput(editDocumentClassInput, input);
  const content = classContent(said);
  await inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const before = (await classesOf(incidentId, tx)).find((known) => known.code === code);
    if (!before) throw new NotFound("document-class.unknown");
    if (before.revision !== revision) throw new Conflict("document-class.changed");
    const fields = changedClassFields(before, content);
    if (fields.length === 0) return;
    await tx
      .update(documentClasses)
      .set(content)
      .where(and(eq(documentClasses.incidentId, incidentId), eq(documentClasses.code, code)));
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "document-class.edited",
      subject: { type: "document-class", id: `${incidentId}:${code}` },
      detail: { code, fields: fields.join(",") },
    });
    await deriveAnew(tx, incidentId, "document-class");
  });
}
