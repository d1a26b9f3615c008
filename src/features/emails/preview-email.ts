import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { NotFound } from "@/lib/errors";
import { compileEmails } from "./compile-emails";
import { fillEmail } from "./compose/fill-email";
import { emailedPeople } from "./emailed-people";
import type { EmailPreview, PreviewEmailAsked } from "./schema";

/** Only for looking: no message ever has it. */
const sampleNumber = "OW-0000-0000-00";

/**
 * The message of one person who is owed one, as these words would make it now. Throws `person.unknown`, and whatever
 * compiling finds.
 */
export async function previewEmail(db: Queryable, asked: PreviewEmailAsked): Promise<EmailPreview> {
  const { compiled } = await compileEmails(db, asked.incidentId, {
    name: asked.templateName,
    version: asked.templateVersion,
  });
  const [person] = await emailedPeople(
    db,
    asked.incidentId,
    compiled.language,
    sql`n.person_id = ${asked.personId}`,
  );
  if (!person) throw new NotFound("person.unknown");
  if (person.refusal) return { ok: false, ...person.refusal };
  const filled = fillEmail(compiled, { inquiryNumber: sampleNumber, values: person.values });
  if (!filled.ok) return { ok: false, ...filled.refusal };
  const { subject, text, html } = filled;
  return { ok: true, to: person.address, subject, text, html };
}
