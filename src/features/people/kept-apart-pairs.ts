import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";

/**
 * Which of these people somebody decided not to be one, as `<one> <other>` both ways round; a decision about anybody
 * merged into them holds for them too.
 */
export async function keptApartPairs(db: Queryable, personIds: readonly string[]): Promise<Set<string>> {
  const ids = sql`${sql.param([...personIds])}::uuid[]`;
  const rows = await db.execute<{ one: string; other: string }>(sql`
    with theirs as materialized (
      select id, id as kept_id from people where id = any(${ids})
      union
      select id, merged_into from people where merged_into = any(${ids})
    ), apart as (
      select c.one_person_id, c.other_person_id from match_candidates c
      where c.state = 'kept-apart' and c.incident_id in (select incident_id from people where id = any(${ids}))
    )
    select a.kept_id as one, b.kept_id as other
    from apart c join theirs a on a.id = c.one_person_id join theirs b on b.id = c.other_person_id`);
  return new Set(rows.flatMap(({ one, other }) => [`${one} ${other}`, `${other} ${one}`]));
}
