import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { RefusedCharacter } from "./schema";

/**
 * Every character that keeps an owed letter from being printed, with whose it is and where it stands, in SQL: of held
 * letters, and of letters not made yet as the latest look at their words saw them, unless it was decided since.
 */
export const refusedIn = (incidentId: string) => sql`
  select l.person_id, l.held_for -> 'detail' ->> 'codePoint' as code_point,
    l.held_for -> 'detail' ->> 'field' as field, l.held_for ->> 'reason' as reason, true as held
  from letters l join notices n on n.id = l.notice_id and n.state = 'owed'
  where l.incident_id = ${incidentId} and l.state = 'held' and l.held_for -> 'detail' ->> 'codePoint' is not null
  union
  select r.person_id, r.code_point, r.field, r.reason, exists (
    select from letters l where l.notice_id = r.notice_id and l.state = 'held')
  from (select distinct on (p.letter_template_id) p.id
        from letter_preflights p join letter_templates t on t.id = p.letter_template_id and t.state <> 'withdrawn'
        where p.incident_id = ${incidentId} and p.state = 'done'
        order by p.letter_template_id, p.asked_at desc, p.id desc) latest
  join letter_preflight_refusals r on r.preflight_id = latest.id
  join notices n on n.id = r.notice_id and n.state = 'owed'
  where r.code_point is not null
    and not exists (select from letters l where l.notice_id = r.notice_id
                    and l.state not in ('void', 'returned', 'held'))
    and not exists (select from gaiji_decisions d
                    where d.incident_id = ${incidentId} and d.code_point = r.code_point and d.withdrawn_at is null
                      and (d.person_id is null or d.person_id = r.person_id))`;

const mostCharacters = 2_000;

/** The characters somebody has to decide about, what stops most letters first. */
export async function refusedCharacters(
  db: Queryable,
  incidentId: string,
): Promise<Omit<RefusedCharacter, "drawn">[]> {
  const rows = await db.execute<Omit<RefusedCharacter, "drawn">>(sql`
    select code_point as "codePoint", min(reason) as reason, count(distinct person_id)::int as people,
      count(distinct person_id) filter (where field in ('name', 'addressee.name'))::int as "inNames",
      count(distinct person_id) filter (where field = 'addressee.addressLines')::int as "inAddresses"
    from (${refusedIn(incidentId)}) refused
    group by code_point order by people desc, code_point limit ${mostCharacters}`);
  return [...rows];
}
