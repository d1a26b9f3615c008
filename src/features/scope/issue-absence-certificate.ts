import { createHash, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { inquiryNumberFrom } from "@/lib/inquiry-number";
import { parseInput } from "@/lib/parse-input";
import { type CertificateFacts, certificateWords } from "./absence/certificate-words";
import { keysOf } from "./absence/rules";
import { type IssueAbsence, issueAbsenceInput } from "./absence/schema";
import { type Looked, lookForAsked } from "./look-for-asked";

type Searched = Pick<
  CertificateFacts,
  "organisation" | "issuedBy" | "issuedOn" | "incident" | "catalogRows" | "received" | "media"
> &
  Pick<CertificateFacts, "list"> & { scope: { label: string; verdict: string }[] | null };

/** What a search of this list went through. Receipt days are those of the frozen papers, whole days only. */
async function searched(tx: Tx, incidentId: string, listId: string, staffId: string): Promise<Searched> {
  const [row] = await tx.execute<Searched>(sql`
    select i.organisation_name as organisation, s.name as "issuedBy",
      (clock_timestamp() at time zone 'Asia/Tokyo')::date::text as "issuedOn",
      jsonb_build_object('code', i.code, 'title', i.title) as incident,
      jsonb_build_object('version', l.version, 'contentHash', l.content_hash, 'people', l.people_count,
        'documents', l.document_count, 'approvedOn', (l.decided_at at time zone 'Asia/Tokyo')::date) as list,
      (select coalesce(sum(rows_read), 0)::float8 from catalog_imports
       where incident_id = i.id and state = 'read') as "catalogRows",
      (select case when min(d.day) is not null then jsonb_build_object('from', min(d.day), 'to', max(d.day)) end from (
         select x ->> 'receivedOn' as day from affected_people a
         cross join lateral jsonb_array_elements(a.canonical::jsonb -> 'documents') x
         where a.list_id = l.id and length(x ->> 'receivedOn') = 10) d) as received,
      l.decided_scope as scope,
      coalesce((select jsonb_agg(x ->> 'label') from jsonb_array_elements(l.decided_scope) x),
        (select jsonb_agg(m.label order by m.label) from media m
         where m.incident_id = i.id and m.state in ('missing', 'lost')), '[]') as media
    from affected_lists l join incidents i on i.id = l.incident_id, staff s
    where l.id = ${listId} and i.id = ${incidentId} and s.id = ${staffId}`);
  if (!row) throw new NotFound("list.unknown");
  return row;
}

/** Two of one number would be one chance in 2^45; the database refuses the second. */
const newNumber = () => inquiryNumberFrom(randomBytes(6)).replace(/^OW/, "AC");

function factsOf(
  asked: IssueAbsence["asked"],
  looked: Looked,
  { scope, ...rest }: Searched,
): CertificateFacts {
  const keys = keysOf(asked);
  return {
    ...rest,
    number: newNumber(),
    asked,
    spellings: { name: keys.names.length, kana: keys.kanas.length },
    near: looked.near,
    close: looked.close,
    notComplete: (scope ?? []).filter(({ verdict }) => verdict !== "complete").map(({ label }) => label),
  };
}

/**
 * Certifies that somebody who asked is not on the approved list: searches again, and keeps for good what was
 * searched and how, in words that name nobody else. Throws `absence.is-on-list`, `absence.found-since`
 * (they are concerned by what is known now; the list was frozen before), and `absence.close-not-looked-at` where records are very alike and nobody says that they were looked at.
 */
export async function issueAbsenceCertificate(
  actor: Actor,
  input: IssueAbsence,
): Promise<{ certificateId: string }> {
  const by = authorizeStaff(actor, "absence.issue");
  const { incidentId, asked, closeReason } = parseInput(issueAbsenceInput, input);
  return inTransaction(async (tx) => {
    const looked = await lookForAsked(tx, incidentId, asked);
    if (looked.found.length > 0) throw new NotAllowedNow("absence.is-on-list");
    if (looked.foundSince > 0) throw new NotAllowedNow("absence.found-since");
    if (looked.close > 0 && !closeReason) throw new NotAllowedNow("absence.close-not-looked-at");
    const facts = factsOf(asked, looked, await searched(tx, incidentId, looked.list.id, by.staffId));
    const content = JSON.stringify({ facts, words: certificateWords(facts) });
    const contentHash = createHash("sha256").update(content).digest("hex");
    const [made] = await tx.execute<{ id: string }>(sql`
      insert into absence_certificates (incident_id, number, list_id, content, content_hash, issued_by)
      values (${incidentId}, ${facts.number}, ${looked.list.id}, ${content}, ${contentHash}, ${by.staffId})
      returning id`);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "absence.certified",
      subject: { type: "absence-certificate", id: made?.id ?? "" },
      detail: { number: facts.number, version: looked.list.version, close: looked.close, contentHash },
      reason: closeReason,
    });
    return { certificateId: made?.id ?? "" };
  });
}
