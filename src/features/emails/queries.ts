import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { readFrontMatter } from "@/features/letters/typeset/front-matter";
import { mailSettings } from "@/lib/mail-settings";
import { emailTemplateNames, readEmailTemplate } from "@/lib/template-folder";
import { compileEmails } from "./compile-emails";
import {
  type EmailPerson,
  type EmailProgress,
  type EmailRow,
  type EmailsAsked,
  type EmailWords,
  emailPageSize,
  emailStates,
} from "./schema";

/** An e-mail notice (`n`) that is owed and has no message that went out, goes out or waits to; in SQL. */
export const unwrittenNotice = sql`n.channel = 'email' and n.state = 'owed' and not exists (
  select from email_messages m where m.notice_id = n.id and m.state in ('generated', 'claimed', 'sent', 'unknown'))`;

/** Templates whose name begins so are for colleagues. */
const forStaff = /^staff-/;

/** Words for e-mail notices: which there are, and which the incident has. */
export async function emailWords(incidentId: string): Promise<EmailWords> {
  const names = (await emailTemplateNames()).filter(({ name }) => !forStaff.test(name));
  const choices = await Promise.all(
    names.map(async ({ name, version }) => {
      const { facts } = readFrontMatter((await readEmailTemplate(name, version)).text);
      return { name, version, subject: facts.title, language: facts.language };
    }),
  );
  const [row] = await database().execute<Record<string, unknown>>(sql`
    select t.*, s.name as submitted_name, d.name as decided_name
    from email_templates t join staff s on s.id = t.submitted_by left join staff d on d.id = t.decided_by
    where t.incident_id = ${incidentId} and t.state <> 'withdrawn'`);
  return { choices, chosen: row ? await chosenOf(incidentId, row) : null };
}

async function chosenOf(incidentId: string, row: Record<string, unknown>): Promise<EmailWords["chosen"]> {
  const words = { name: String(row.template_name), version: String(row.template_version) };
  const hashNow = await compileEmails(database(), incidentId, words).then(
    (emails) => emails.contentHash,
    () => null,
  );
  return {
    id: String(row.id),
    templateName: words.name,
    templateVersion: words.version,
    contentHash: String(row.content_hash),
    state: row.state as "submitted" | "approved",
    submittedBy: String(row.submitted_by),
    submittedByName: String(row.submitted_name),
    submittedAt: new Date(String(row.submitted_at)),
    decidedByName: row.decided_name as string | null,
    decidedAt: row.decided_at ? new Date(String(row.decided_at)) : null,
    factsChanged: hashNow !== row.content_hash,
  };
}

/** How far the incident's e-mail notices are: owed, and messages by state. */
export async function emailProgress(incidentId: string): Promise<EmailProgress> {
  const db = database();
  const states = await db.execute<{ state: string; n: number }>(sql`
    select state, count(*) as n from email_messages
    where incident_id = ${incidentId} and kind = 'notice' group by state`);
  const [notices] = await db.execute<{ owed: number; unwritten: number }>(sql`
    select count(*) as owed, count(*) filter (where ${unwrittenNotice}) as unwritten
    from notices n where n.incident_id = ${incidentId} and n.channel = 'email' and n.state = 'owed'`);
  const counted = emailStates.map((state) => [
    state,
    Number(states.find((row) => row.state === state)?.n ?? 0),
  ]);
  const settings = mailSettings();
  return {
    isOn: settings !== null,
    perMinute: settings?.perMinute ?? 0,
    owed: Number(notices?.owed ?? 0),
    unwritten: Number(notices?.unwritten ?? 0),
    states: Object.fromEntries(counted) as EmailProgress["states"],
  };
}

const mostPreviewed = 6;

/** Who is owed a message, those with the longest names first: for whoever looks at the words. */
export async function owedEmailPeople(incidentId: string): Promise<EmailPerson[]> {
  const rows = await database().execute<{
    person_id: string;
    name: string | null;
    address: string | null;
  }>(sql`
    select n.person_id, a.canonical::jsonb ->> 'name' as name, a.canonical::jsonb ->> 'email' as address
    from notices n join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    where n.incident_id = ${incidentId} and n.channel = 'email' and n.state = 'owed'
    order by jsonb_array_length(a.canonical::jsonb -> 'documents') desc, char_length(a.canonical::jsonb ->> 'name') desc,
      n.person_id limit ${mostPreviewed}`);
  return rows.map(({ person_id, name, address }) => ({
    personId: person_id,
    name: name ?? "",
    address: address ?? "",
  }));
}

/** The messages of one state, a page after `afterEmailId`. */
export async function emailsInState(asked: EmailsAsked): Promise<EmailRow[]> {
  const after = asked.afterEmailId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await database().execute<Record<string, unknown>>(sql`
    select m.*, p.name, coalesce(m.bounced_at, m.sent_at, m.claimed_at, m.created_at)::text as at
    from email_messages m join people p on p.id = m.person_id
    where m.incident_id = ${asked.incidentId} and m.kind = 'notice' and m.state = ${asked.state} and m.id > ${after}
    order by m.id limit ${emailPageSize}`);
  return rows.map((row) => ({
    id: String(row.id),
    personId: String(row.person_id),
    name: String(row.name ?? ""),
    address: String(row.to_address),
    inquiryNumber: String(row.inquiry_number),
    state: row.state as EmailRow["state"],
    messageId: row.message_id as string | null,
    serverCode: row.server_code as string | null,
    bounceStatus: row.bounce_status as string | null,
    heldFor: row.held_for as EmailRow["heldFor"],
    tries: Number(row.attempts),
    at: new Date(String(row.at)),
  }));
}
