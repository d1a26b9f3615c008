import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { documentClasses } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { addDefaultClasses } from "./add-default-classes";

import { deriveAnew } from "./derive-anew";
import { classContent } from "./rules";
import { type AddDocumentClass, addDocumentClassInput } from "./schema";

/**
 * Adds a kind of paper, named last in letters, and derives the scope anew: paths of that class now count. Throws
 * `document-class.code-taken` { code }, `document-class.element-twice` { element }.
 */
export async function addDocumentClass(actor: Actor, input: AddDocumentClass): Promise<void> {
  const by = authorizeStaff(actor, "documents.addClass");
  const { incidentId, code, ...said } = parseInput(addDocumentClassInput, input);
  const content = classContent(said);
  await inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    await addDefaultClasses(actor, { incidentId });
    const last = sql`(select coalesce(max(position), 0) + 1 from document_classes where incident_id = ${incidentId})`;
    const added = await tx
      .insert(documentClasses)
      .values({ incidentId, code, ...content, position: last })
      .onConflictDoNothing()
      .returning({ code: documentClasses.code });
    if (added.length === 0) throw new Conflict("document-class.code-taken", { code });
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "document-class.added",
      subject: { type: "document-class", id: `${incidentId}:${code}` },
      detail: { code, elements: content.elements.map((element) => element.code).join(",") },
    });
    await deriveAnew(tx, incidentId, "document-class");
  });
}
