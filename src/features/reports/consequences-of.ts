import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { changedPartsOf } from "@/features/lists/queries";
import { NotFound } from "@/lib/errors";
import { type Consequence, consequenceOf, consequences, type PaperStage, type PersonChange } from "./rules";

/**
 * Of everybody on a version (`l`, a row of `affected_lists`) or with a notice: how the version differs from what
 * their notice was decided by, and how far their letter is. As rows of (person_id, change, stage, said), in SQL.
 */
export const consequencePairs = (listId: string) => sql`
  select coalesce(new.person_id, told.person_id) as person_id, coalesce(new.canonical, told.canonical) as said,
    coalesce(told.stage, 'no-notice') as stage,
    case when told.person_id is null then 'added' when new.person_id is null then case when told.ended then 'none' else 'removed' end
         when new.canonical = told.canonical then 'none'
         else (select case when p.parts && array['documents', 'elements'] then 'facts'
                           when p.parts <> '{}' then 'details' else 'none' end
               from (select ${changedPartsOf(sql`j.before`, sql`j.after`)} as parts
                     from (select told.canonical::jsonb as before, new.canonical::jsonb as after offset 0) j) p)
         end as change
  from (select person_id, canonical from affected_people where list_id = ${listId}) new
  full join (
    select n.person_id, a.canonical, n.withheld_reason is not distinct from 'cancelled' as ended, case
        when l.state = 'handed-over' then 'handed-over'
        when l.state = 'printed' or r.state <> 'open' then 'sealed'
        when l.id is not null then 'written'
        when n.state = 'withheld' then 'withheld' else 'unwritten' end as stage
    from notices n
    join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    left join letters l on l.notice_id = n.id and l.state not in ('void', 'returned')
    left join print_run_letters rl on rl.letter_id = l.id
    left join print_runs r on r.id = rl.print_run_id
    where n.incident_id = (select incident_id from affected_lists where id = ${listId})
      and n.channel = 'letter' and n.withheld_reason is distinct from 'not-on-list') told
    on told.person_id = new.person_id`;

export type Consequences = {
  people: Record<Consequence, number>;
  /** Of the corrections and notes: whose letter is sealed or printed and not handed over, and can still be stopped. */
  stoppable: number;
};

/**
 * What a version of the list means, or would mean, for what was decided and written: how many people each. As of
 * now; once a version was followed, what is left are first notices, corrections and notes. Throws `list.unknown`.
 */
export async function consequencesOf(db: Queryable, listId: string): Promise<Consequences> {
  const [known] = await db.execute(sql`select from affected_lists where id = ${listId}`);
  if (!known) throw new NotFound("list.unknown");
  const rows = await db.execute<{ change: PersonChange; stage: PaperStage; people: string }>(sql`
    select change, stage, count(*) as people from (${consequencePairs(listId)}) x group by 1, 2`);
  const people = Object.fromEntries(consequences.map((name) => [name, 0])) as Record<Consequence, number>;
  let stoppable = 0;
  for (const row of rows) {
    const consequence = consequenceOf(row.change, row.stage);
    people[consequence] += Number(row.people);
    if (row.stage === "sealed" && consequence !== "none") stoppable += Number(row.people);
  }
  return { people, stoppable };
}
