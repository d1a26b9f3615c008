import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { MatchEvidence } from "./rules";

/** The most pairs one signed act decides on; what is left waits for the next. */
export const identicalAtOnce = 2_000;

export type IdenticalCandidate = { id: string; one: string; other: string; evidence: MatchEvidence };

/**
 * The waiting pairs that are equal in name, kana, birth date and address, strike in nothing, and are nobody else's:
 * `isIdentical` of rules, as the database reads it.
 */
export async function identicalCandidates(db: Queryable, incidentId: string): Promise<IdenticalCandidate[]> {
  return db.execute<IdenticalCandidate>(sql`
    select c.id, c.one_person_id as one, c.other_person_id as other, c.evidence
    from match_candidates c
    join people a on a.id = c.one_person_id and a.merged_into is null
    join people b on b.id = c.other_person_id and b.merged_into is null
    where c.incident_id = ${incidentId} and c.state = 'waiting'
      and c.evidence ->> 'name' in ('same', 'variant') and c.evidence ->> 'kana' in ('same', 'variant')
      and c.evidence ->> 'birthDate' in ('same', 'variant') and c.evidence ->> 'address' in ('same', 'variant')
      and c.evidence ->> 'sex' <> 'differs'
    order by c.one_person_id, c.other_person_id limit ${identicalAtOnce}`);
}
