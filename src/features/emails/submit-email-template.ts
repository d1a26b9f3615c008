import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { compileEmails } from "./compile-emails";
import { type SubmitEmailTemplate, submitEmailTemplateInput } from "./schema";

/**
 * Puts the words of the incident's e-mails forward, with its facts as they are now. Throws
 * `email-template.already-chosen`, and whatever compiling finds.
 */
export async function submitEmailTemplate(actor: Actor, input: SubmitEmailTemplate): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "emails.submitTemplate");
  const { incidentId, templateName, templateVersion } = parseInput(submitEmailTemplateInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    const { contentHash } = await compileEmails(tx, incidentId, {
      name: templateName,
      version: templateVersion,
    });
    const [submitted] = await tx.execute<{ id: string }>(sql`
      insert into email_templates (incident_id, template_name, template_version, content_hash, submitted_by)
      values (${incidentId}, ${templateName}, ${templateVersion}, ${contentHash}, ${by.staffId})
      on conflict do nothing returning id`);
    if (!submitted) throw new Conflict("email-template.already-chosen");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "email-template.submitted",
      subject: { type: "email-template", id: submitted.id },
      detail: { template: `${templateName}/${templateVersion}`, contentHash },
    });
    return submitted;
  });
}
