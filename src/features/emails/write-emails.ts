import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { inquiryNumberFrom } from "@/lib/inquiry-number";
import { parseInput } from "@/lib/parse-input";
import { type ApprovedEmails, approvedEmails } from "./approved-emails";
import { fillEmail } from "./compose/fill-email";
import { type EmailedPerson, emailedPeople } from "./emailed-people";
import { unwrittenNotice } from "./queries";
import { mostEmailsTogether } from "./rules";

export type WrittenEmails = { written: number; held: number };

/**
 * Writes the messages of up to 500 people who are owed one and have none, one live message a notice whatever happens
 * twice. What cannot be sent is held with why. Nothing is sent by it. Those held before are looked at again when
 * `anew`. Throws what `approvedEmails` throws.
 */
export async function writeEmails(actor: Actor, input: OfIncident, anew: boolean): Promise<WrittenEmails> {
  const by = authorize(actor, "emails.send");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    // Deciding on notices and suppressing take the same row: nobody is written to against a wish made meanwhile.
    await tx.execute(sql`select from incidents where id = ${incidentId} for no key update`);
    const words = await approvedEmails(tx, incidentId);
    if (anew) await cancelHeld(tx, incidentId);
    const people = await emailedPeople(
      tx,
      incidentId,
      words.compiled.language,
      sql`${unwrittenNotice} and not exists (
        select from email_messages h where h.notice_id = n.id and h.state = 'held')
        and n.id in (select n.id from notices n where n.incident_id = ${incidentId} and ${unwrittenNotice}
          and not exists (select from email_messages h where h.notice_id = n.id and h.state = 'held')
          order by n.id limit ${mostEmailsTogether})`,
    );
    const rows = people.map((person) => rowOf(person, words));
    const counts = { written: rows.length, held: rows.filter(({ heldFor }) => heldFor !== null).length };
    if (rows.length === 0) return counts;
    await insertRows(tx, incidentId, words, rows);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "emails.written",
      subject: { type: "email-template", id: words.id },
      detail: counts,
    });
    return counts;
  });
}

const cancelHeld = (tx: Tx, incidentId: string) =>
  tx.execute(sql`
    update email_messages set state = 'cancelled', held_for = null
    where incident_id = ${incidentId} and kind = 'notice' and state = 'held'`);

function rowOf(person: EmailedPerson, words: ApprovedEmails) {
  const inquiryNumber = inquiryNumberFrom(randomBytes(6));
  const filled = fillEmail(words.compiled, { inquiryNumber, values: person.values });
  const refusal = person.refusal ?? (filled.ok ? null : filled.refusal);
  return {
    noticeId: person.noticeId,
    personId: person.personId,
    address: person.address,
    values: person.values,
    inquiryNumber,
    heldFor: refusal && {
      reason: refusal.reason,
      detail: { field: refusal.field, codePoint: refusal.codePoint },
    },
  };
}

async function insertRows(
  tx: Tx,
  incidentId: string,
  words: ApprovedEmails,
  rows: ReturnType<typeof rowOf>[],
): Promise<void> {
  await tx.execute(sql`
    insert into email_messages (incident_id, kind, notice_id, person_id, email_template_id, template_name,
      template_version, generation, inquiry_number, to_address, values, dedupe_key, state, held_for)
    select ${incidentId}::uuid, 'notice', "noticeId", "personId", ${words.id}::uuid, ${words.name}, ${words.version}, next.n,
           "inquiryNumber", address, values, 'notice:' || "noticeId" || ':' || next.n,
           case when "heldFor" is null then 'generated' else 'held' end, "heldFor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("noticeId" uuid, "personId" uuid, address text,
      values jsonb, "inquiryNumber" text, "heldFor" jsonb)
    cross join lateral (select 1 + coalesce(max(generation), 0) as n
                        from email_messages before where before.notice_id = "noticeId") next
    on conflict do nothing`);
}
