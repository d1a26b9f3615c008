import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { MatchEvidence } from "./rules";
import { type CandidatesAsked, candidatesPageSize } from "./schema";

/** A paper of a claim that names a person, whether it is known to be theirs or not. */
export type ClaimDocument = {
  claimNumber: string;
  nameJa: string;
  nameEn: string;
  receivedOn: string | null;
  certainty: "full" | "partial";
};

export type CandidateSide = {
  id: string;
  /** Whom this one was found to be; a merge is about that person then. */
  mergedInto: string | null;
  name: string | null;
  kana: string | null;
  birthDate: string | null;
  sex: string | null;
  postcode: string | null;
  address: string | null;
  phone: string | null;
  insuredNumber: string | null;
  policyNumber: string | null;
  policyholderName: string | null;
  guardianName: string | null;
  deceasedOn: string | null;
  affected: boolean;
  documentCount: number;
  fileName: string | null;
  line: number | null;
  /** At most six. */
  documents: ClaimDocument[];
};

export type WaitingCandidate = {
  id: string;
  score: number;
  evidence: MatchEvidence;
  one: CandidateSide;
  other: CandidateSide;
};

/** One page of the pairs that wait for a decision, the likeliest first. Pairs that are one by other merges wait for nothing. */
export async function waitingCandidates(db: Queryable, asked: CandidatesAsked) {
  const rows = await db.execute<{
    id: string;
    score: number;
    evidence: MatchEvidence;
    one: string;
    other: string;
  }>(sql`
    select c.id, c.score, c.evidence, c.one_person_id as one, c.other_person_id as other
    from match_candidates c
    join people a on a.id = c.one_person_id join people b on b.id = c.other_person_id
    where c.incident_id = ${asked.incidentId} and c.state = 'waiting'
      and coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id)
      and ${asked.after ? sql`(-c.score, c.id) > (${-asked.after.score}, ${asked.after.id}::uuid)` : sql`true`}
    order by c.score desc, c.id limit ${candidatesPageSize + 1}`);
  const page = rows.slice(0, candidatesPageSize);
  const sides = await sidesOf(
    db,
    page.flatMap(({ one, other }) => [one, other]),
  );
  const candidates = page.flatMap(({ one, other, ...candidate }): WaitingCandidate[] => {
    const [a, b] = [sides.get(one), sides.get(other)];
    return a && b ? [{ ...candidate, one: a, other: b }] : [];
  });
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return { candidates, next: last ? { score: last.score, id: last.id } : null };
}

async function sidesOf(db: Queryable, personIds: readonly string[]): Promise<Map<string, CandidateSide>> {
  const rows = await db.execute<CandidateSide>(sql`
    select p.id, p.merged_into as "mergedInto", p.name, p.kana, p.birth_date::text as "birthDate", p.sex, p.postcode,
           p.address, p.phone, p.insured_number as "insuredNumber", p.policy_number as "policyNumber",
           p.policyholder_name as "policyholderName", p.guardian_name as "guardianName",
           p.deceased_on::text as "deceasedOn", p.affected, p.document_count as "documentCount",
           i.file_name as "fileName", r.line,
           coalesce((select jsonb_agg(d) from (
             select d.claim_number as "claimNumber", c.name_ja as "nameJa", c.name_en as "nameEn",
                    d.received_on as "receivedOn", d.certainty
             from documents d
             join document_classes c on c.incident_id = d.incident_id and c.code = d.class_code
             where d.incident_id = p.incident_id and d.claim_number in (
               select s.claim_number from person_records s join master_imports m on m.id = s.import_id
               where m.incident_id = p.incident_id and m.state = 'read' and s.outcome = 'record'
                 and (s.insured_number = p.insured_number or s.id = p.leading_record_id))
             order by d.received_on nulls last, d.document_key limit 6) d), '[]') as documents
    from people p
    left join person_records r on r.id = p.leading_record_id
    left join master_imports i on i.id = r.import_id
    where p.id = any(${sql.param([...personIds])}::uuid[])`);
  return new Map(rows.map((side) => [side.id, side]));
}
