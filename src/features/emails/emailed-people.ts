import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { classesOfIncident } from "@/features/letters/queries";
import { lostClause } from "@/features/letters/rules";
import type { ListedDocument } from "@/features/letters/schema";
import type { LetterValues } from "@/features/letters/typeset/piece";
import { readEmailAddress } from "@/lib/email-address";
import { printForm } from "@/lib/japan/print-form";
import { findUnprintable } from "@/lib/japan/unprintable";
import type { EmailRefusal } from "./compose/fill-email";

/** Whom a message of an e-mail notice goes to and what it is filled with, or why it cannot go. */
export type EmailedPerson = {
  noticeId: string;
  personId: string;
  name: string;
  address: string;
  values: LetterValues;
  refusal: EmailRefusal | null;
};

type Listed = {
  notice_id: string;
  person_id: string;
  call_owed: boolean;
  said: { name: string | null; email?: string | null; documents: ListedDocument[] };
};

/**
 * The people of some e-mail notices (`n`), exactly as the list their notice was decided on says they are; what was
 * lost of theirs in the letter's own clause.
 */
export async function emailedPeople(
  db: Queryable,
  incidentId: string,
  language: "ja" | "en",
  where: SQL,
): Promise<EmailedPerson[]> {
  const classes = await classesOfIncident(db, incidentId);
  const rows = await db.execute<Listed>(sql`
    select n.id as notice_id, n.person_id, a.canonical::jsonb as said,
      exists (select from notices c where c.incident_id = n.incident_id and c.person_id = n.person_id
              and c.channel = 'call' and c.state = 'owed') as call_owed
    from notices n join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    where n.incident_id = ${incidentId} and n.channel = 'email' and ${where} order by n.id`);
  return rows.map(({ notice_id, person_id, call_owed, said }) => {
    const received = said.name ?? "";
    const name = printForm(received);
    return {
      noticeId: notice_id,
      personId: person_id,
      name,
      address: said.email ?? "",
      values: {
        name,
        lost_clause: lostClause(said.documents, classes, language),
        call_promised: call_owed,
      },
      refusal: refusalOf(received, said.email ?? ""),
    };
  });
}

/** A name that holds a line break is not mended here: whoever wrote it may have meant another line of the message. */
function refusalOf(name: string, address: string): EmailRefusal | null {
  const read = readEmailAddress(address);
  if (!read.ok || read.address !== address)
    return { field: "email", reason: `email.${read.ok ? "not-an-address" : read.problem}`, codePoint: null };
  const [first] = findUnprintable(name.trim());
  return first ? { field: "name", reason: "email.character", codePoint: first.codePoint } : null;
}
