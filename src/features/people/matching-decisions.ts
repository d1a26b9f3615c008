import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type DecisionsAsked, decisionsPageSize } from "./schema";

/** What somebody decided about two people, and whether it still stands. */
export type MatchingDecision = {
  /** Of the merge, or of the candidate that was kept apart. */
  id: string;
  kind: "merged" | "kept-apart";
  /** The kept person; of a pair that was kept apart, either. */
  personId: string;
  name: string | null;
  otherPersonId: string;
  otherName: string | null;
  reason: string;
  byName: string;
  at: string;
  undoneAt: string | null;
  undoneByName: string | null;
  undoReason: string | null;
};

/** What was decided, the latest first, a page after `after`. Merges that were undone stay to be seen. */
export async function matchingDecisions(db: Queryable, asked: DecisionsAsked) {
  const iso = (column: string) =>
    sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);
  const before = asked.after
    ? sql`(t.decided, t.id) < (${asked.after.at}::timestamptz, ${asked.after.id}::uuid)`
    : sql`true`;
  const rows = await db.execute<MatchingDecision>(sql`
    with decision as (
      select m.id, 'merged' as kind, m.kept_person_id, m.merged_person_id, m.reason, m.merged_by as by_id,
             m.merged_at as decided, m.unmerged_at, m.unmerged_by, m.unmerge_reason
      from person_merges m where m.incident_id = ${asked.incidentId}
      union all
      select c.id, 'kept-apart', c.one_person_id, c.other_person_id, c.reason, c.decided_by, c.decided_at,
             null, null, null
      from match_candidates c where c.incident_id = ${asked.incidentId} and c.state = 'kept-apart'
    )
    select t.id, t.kind, a.id as "personId", a.name, b.id as "otherPersonId", b.name as "otherName", t.reason,
           s.name as "byName", ${iso("t.decided")} as at, ${iso("t.unmerged_at")} as "undoneAt",
           u.name as "undoneByName", t.unmerge_reason as "undoReason"
    from decision t
    join people a on a.id = t.kept_person_id join people b on b.id = t.merged_person_id
    join staff s on s.id = t.by_id left join staff u on u.id = t.unmerged_by
    where ${before}
    order by t.decided desc, t.id desc limit ${decisionsPageSize + 1}`);
  const page = rows.slice(0, decisionsPageSize);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return { decisions: page, next: last ? { at: last.at, id: last.id } : null };
}
