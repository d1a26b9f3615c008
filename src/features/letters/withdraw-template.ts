import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedTemplate } from "./locked-template";
import { ofLetterTemplate } from "./schema";

/**
 * Takes a template back. Letters in its words that are in no run become void: they are asked for again once other
 * words are approved, or these with other facts. Those that were printed stay. Throws `letter-template.in-use` while
 * one is in a run that is not printed.
 */
export async function withdrawTemplate(actor: Actor, input: { letterTemplateId: string }): Promise<void> {
  const by = authorizeStaff(actor, "letters.withdrawTemplate");
  const { letterTemplateId } = parseInput(ofLetterTemplate, input);
  await inTransaction(async (tx) => {
    const template = await lockedTemplate(tx, letterTemplateId);
    // Planning takes the same row: else it would put letters into a run while they become void.
    await incidentMustBeOpen(tx, template.incidentId);
    const withdrawn = await tx.execute(sql`
      update letter_templates t set state = 'withdrawn'
      where id = ${letterTemplateId} and state <> 'withdrawn' and not exists (
        select from letters l where l.incident_id = t.incident_id and l.letter_template_id = t.id and l.state = 'in-run')
      returning id`);
    if (withdrawn.length === 0) throw new NotAllowedNow("letter-template.in-use");
    const dropped = await tx.execute(sql`
      update letters set state = 'void', held_for = null
      where incident_id = ${template.incidentId} and letter_template_id = ${letterTemplateId}
        and state in ('generated', 'held') returning 1`);
    await recordEvent(tx, {
      incidentId: template.incidentId,
      actor: by,
      action: "letter-template.withdrawn",
      subject: { type: "letter-template", id: letterTemplateId },
      detail: { lettersDropped: dropped.length },
    });
  });
}
