import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { compileEmails } from "./compile-emails";
import { lockedEmailTemplate } from "./locked-email-template";
import { mayDecideEmailTemplate } from "./rules";
import { type DecideEmailTemplate, decideEmailTemplateInput } from "./schema";

/**
 * A second person approves or rejects the words and facts they saw. Both are hashed again first: what changed since
 * it was put forward cannot be approved. Throws `email-template.*`.
 */
export async function decideEmailTemplate(actor: Actor, input: DecideEmailTemplate): Promise<void> {
  const by = authorizeStaff(actor, "emails.decideTemplate");
  const asked = parseInput(decideEmailTemplateInput, input);
  const isApproved = asked.decision === "approve";
  await inTransaction(async (tx) => {
    const template = await lockedEmailTemplate(tx, asked.emailTemplateId);
    const hashNow = isApproved
      ? (await compileEmails(tx, template.incidentId, template)).contentHash
      : template.contentHash;
    const verdict = mayDecideEmailTemplate({
      state: template.state,
      submittedBy: template.submittedBy,
      decider: by.staffId,
      submittedHash: template.contentHash,
      seenHash: asked.contentHash,
      hashNow,
    });
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    await tx.execute(sql`
      update email_templates set state = ${isApproved ? "approved" : "withdrawn"},
        decided_by = ${by.staffId}, decided_at = clock_timestamp()
      where id = ${asked.emailTemplateId} and state = 'submitted'`);
    await recordEvent(tx, {
      incidentId: template.incidentId,
      actor: by,
      action: isApproved ? "email-template.approved" : "email-template.rejected",
      subject: { type: "email-template", id: asked.emailTemplateId },
      detail: { contentHash: template.contentHash },
    });
  });
}
