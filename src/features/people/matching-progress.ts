import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { identicalAtOnce, identicalCandidates } from "./identical-candidates";

export type MatchingProgress = {
  waiting: number;
  merged: number;
  keptApart: number;
  /** Waiting pairs equal in name, kana, birth date and address, that one act may decide; at most `identicalMost`. */
  identical: number;
  identicalMost: number;
  /** Groups of people equal in a key that were too big to be paired, when candidates were looked for last. */
  groupsTooBig: number;
  /** Candidates are being looked for, or will be. */
  isLooking: boolean;
};

/** How far the decisions about people who may be one are. */
export async function matchingProgress(db: Queryable, incidentId: string): Promise<MatchingProgress> {
  const [row] = await db.execute<Omit<MatchingProgress, "identical" | "identicalMost">>(sql`
    select (select count(*)::int from match_candidates c
            join people a on a.id = c.one_person_id join people b on b.id = c.other_person_id
            where c.incident_id = ${incidentId} and c.state = 'waiting'
              and coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id)) as waiting,
      (select count(*)::int from person_merges m
       where m.incident_id = ${incidentId} and m.unmerged_at is null) as merged,
      (select count(*)::int from match_candidates c
       where c.incident_id = ${incidentId} and c.state = 'kept-apart') as "keptApart",
      coalesce((select (e.detail ->> 'blocksTooBig')::int from events e
       where e.incident_id = ${incidentId} and e.action = 'candidates.found'
       order by e.id desc limit 1), 0) as "groupsTooBig",
      exists (select from outbox o where o.incident_id = ${incidentId}::text and o.name = 'find-candidates'
              and o.state in ('ready', 'running')) as "isLooking"`);
  const identical = await identicalCandidates(db, incidentId);
  const none = { waiting: 0, merged: 0, keptApart: 0, groupsTooBig: 0, isLooking: false };
  return { ...none, ...row, identical: identical.length, identicalMost: identicalAtOnce };
}
