import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/lib/errors";
import type { LetterVariant } from "./schema";

export type LockedTemplate = {
  incidentId: string;
  name: string;
  version: string;
  variant: LetterVariant;
  contentHash: string;
  state: "submitted" | "approved" | "withdrawn";
  submittedBy: string;
};

/** The template of this act, its row locked. Throws `letter-template.unknown`. */
export async function lockedTemplate(tx: Tx, letterTemplateId: string): Promise<LockedTemplate> {
  const [template] = await tx.execute<LockedTemplate>(sql`
    select incident_id as "incidentId", template_name as name, template_version as version, variant,
           content_hash as "contentHash", state, submitted_by as "submittedBy"
    from letter_templates where id = ${letterTemplateId} for update`);
  if (!template) throw new NotFound("letter-template.unknown");
  return template;
}
