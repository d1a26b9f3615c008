import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { MatchEvidence } from "./rules";

export type Merge = { keptPersonId: string; mergedPersonId: string; evidence: MatchEvidence };
export type MergeAct = { incidentId: string; reason: string; staffId: string };

/**
 * Writes that people are one, a row each, in order; answers the rows' ids. Kept people are nobody else's. Everybody
 * merged before goes along, and every waiting candidate that is answered by it is decided.
 */
export async function writeMerges(tx: Tx, act: MergeAct, merges: readonly Merge[]): Promise<string[]> {
  const rows = JSON.stringify(merges);
  const made = await tx.execute<{ id: string }>(sql`
    insert into person_merges (incident_id, kept_person_id, merged_person_id, evidence, reason, merged_by, merged_at)
    select ${act.incidentId}, m."keptPersonId", m."mergedPersonId", m.evidence, ${act.reason}, ${act.staffId},
           clock_timestamp()
    from jsonb_to_recordset(${rows}::jsonb)
      as m("keptPersonId" uuid, "mergedPersonId" uuid, evidence jsonb)
    returning id`);
  const pairs = sql`jsonb_to_recordset(${rows}::jsonb) as m("keptPersonId" uuid, "mergedPersonId" uuid)`;
  for (const whose of [sql`p.merged_into`, sql`p.id`]) {
    await tx.execute(sql`
      update people p set merged_into = m."keptPersonId" from ${pairs} where ${whose} = m."mergedPersonId"`);
  }
  await decideCandidates(tx, act, [...new Set(merges.map(({ keptPersonId }) => keptPersonId))]);
  return made.map(({ id }) => id);
}

async function decideCandidates(tx: Tx, act: MergeAct, kept: readonly string[]): Promise<void> {
  const ids = sql`${sql.param([...kept])}::uuid[]`;
  await tx.execute(sql`
    with together as materialized (
      select id, id as kept_id from people where id = any(${ids})
      union
      select id, merged_into from people where merged_into = any(${ids})
    )
    update match_candidates c
    set state = 'merged', reason = ${act.reason}, decided_by = ${act.staffId}, decided_at = clock_timestamp()
    from together a join together b on b.kept_id = a.kept_id
    where c.state = 'waiting' and c.incident_id = ${act.incidentId}
      and c.one_person_id = a.id and c.other_person_id = b.id`);
}
