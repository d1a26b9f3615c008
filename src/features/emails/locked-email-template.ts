import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/lib/errors";

export type LockedEmailTemplate = {
  incidentId: string;
  name: string;
  version: string;
  contentHash: string;
  state: "submitted" | "approved" | "withdrawn";
  submittedBy: string;
};

/** The words of this act, their row locked. Throws `email-template.unknown`. */
export async function lockedEmailTemplate(tx: Tx, emailTemplateId: string): Promise<LockedEmailTemplate> {
  const [template] = await tx.execute<LockedEmailTemplate>(sql`
    select incident_id as "incidentId", template_name as name, template_version as version,
           content_hash as "contentHash", state, submitted_by as "submittedBy"
    from email_templates where id = ${emailTemplateId} for update`);
  if (!template) throw new NotFound("email-template.unknown");
  return template;
}
