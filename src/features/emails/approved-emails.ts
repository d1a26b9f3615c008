import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { NotAllowedNow } from "@/lib/errors";
import { compileEmails, type EmailsOfTemplate } from "./compile-emails";

export type ApprovedEmails = EmailsOfTemplate & { id: string; name: string; version: string };

/**
 * The words that a second person approved, compiled with the facts they approved. In a transaction they cannot be
 * withdrawn until it ends. Throws `emails.no-approved-template`, `emails.facts-changed-since-approval`.
 */
export async function approvedEmails(db: Queryable, incidentId: string): Promise<ApprovedEmails> {
  const [row] = await db.execute<{ id: string; name: string; version: string; hash: string }>(sql`
    select id, template_name as name, template_version as version, content_hash as hash
    from email_templates where incident_id = ${incidentId} and state = 'approved' for share`);
  if (!row) throw new NotAllowedNow("emails.no-approved-template");
  const emails = await compileEmails(db, incidentId, row);
  if (emails.contentHash !== row.hash) throw new NotAllowedNow("emails.facts-changed-since-approval");
  return { ...emails, id: row.id, name: row.name, version: row.version };
}
