import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedEmailTemplate } from "./locked-email-template";
import { ofEmailTemplate } from "./schema";

/**
 * Takes words back. What was not handed to a mail server yet is cancelled; it is written anew once other words are
 * approved, or these with other facts. What went out stays. Throws `email-template.already-withdrawn`.
 */
export async function withdrawEmailTemplate(
  actor: Actor,
  input: { emailTemplateId: string },
): Promise<{ cancelled: number }> {
  const by = authorizeStaff(actor, "emails.withdrawTemplate");
  const { emailTemplateId } = parseInput(ofEmailTemplate, input);
  return inTransaction(async (tx) => {
    const template = await lockedEmailTemplate(tx, emailTemplateId);
    await incidentMustBeOpen(tx, template.incidentId);
    const withdrawn = await tx.execute(sql`
      update email_templates set state = 'withdrawn'
      where id = ${emailTemplateId} and state <> 'withdrawn' returning 1`);
    if (withdrawn.length === 0) throw new NotAllowedNow("email-template.already-withdrawn");
    const cancelled = await tx.execute(sql`
      update email_messages set state = 'cancelled', held_for = null
      where incident_id = ${template.incidentId} and email_template_id = ${emailTemplateId}
        and state in ('generated', 'held') returning 1`);
    await recordEvent(tx, {
      incidentId: template.incidentId,
      actor: by,
      action: "email-template.withdrawn",
      subject: { type: "email-template", id: emailTemplateId },
      detail: { cancelled: cancelled.length },
    });
    return { cancelled: cancelled.length };
  });
}
