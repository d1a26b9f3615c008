import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { wishes } from "@/features/notices/queries";
import { Conflict, NotAllowedNow } from "@/lib/errors";

/**
 * The addresses put forward in these tasks hold from now on, and the letters are owed anew, decided by the approved
 * list: the next generation goes to the new address. `which` is a condition on the task `t`. Returns how many. Throws
 * `address-task.not-waiting`, `address-task.suppressed` and decides nothing where one of them need not be written to.
 */
export async function reLetter(tx: Tx, incidentId: string, staffId: string, which: SQL): Promise<number> {
  const tasks = await tx.execute<{ id: string; waiting: boolean; wish: boolean }>(sql`
    select t.id, n.id is not null as waiting, (t.person_id, 'letter') in (${wishes(incidentId)}) as wish
    from address_tasks t
    left join affected_lists f on f.incident_id = t.incident_id and f.state = 'approved'
    left join affected_people a on a.list_id = f.id and a.person_id = t.person_id
    left join notices n on n.incident_id = t.incident_id and n.person_id = a.person_id and n.channel = 'letter'
      and n.withheld_reason in ('returned', 'substitute')
    where t.incident_id = ${incidentId} and t.state = 'proposed' and ${which} order by t.id for update of t`);
  if (tasks.some(({ wish }) => wish)) throw new NotAllowedNow("address-task.suppressed");
  if (tasks.some(({ waiting }) => !waiting)) throw new NotAllowedNow("address-task.not-waiting");
  const ids = sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(tasks.map(({ id }) => id))}::jsonb))`;
  await tx.execute(sql`
    update address_corrections c set ended_at = clock_timestamp() from address_tasks t
    where t.id in ${ids} and c.incident_id = t.incident_id and c.person_id = t.person_id and c.ended_at is null`);
  await tx.execute(sql`
    update substitute_measures s set ended_at = clock_timestamp() from address_tasks t
    where t.id in ${ids} and s.incident_id = t.incident_id and s.person_id = t.person_id and s.ended_at is null`);
  const owed = await tx.execute(sql`
    with decided as (
      update address_tasks t set state = 're-letter', decided_by = ${staffId}, decided_at = clock_timestamp()
      where t.id in ${ids} returning t.*),
    listed as (
      select d.*, a.list_id, a.addressee, a.canonical::jsonb as said
      from decided d
      join affected_lists f on f.incident_id = d.incident_id and f.state = 'approved'
      join affected_people a on a.list_id = f.id and a.person_id = d.person_id),
    corrected as (
      insert into address_corrections (incident_id, person_id, postcode, address, list_postcode, list_address, source,
        address_task_id, by_staff_id)
      select incident_id, person_id, postcode, address, said ->> 'postcode', said ->> 'address', source, id, ${staffId}
      from listed order by id returning 1)
    update notices n set state = 'owed', withheld_reason = null, letter_chunk_id = null, list_id = l.list_id,
      addressee = l.addressee, decided_by = ${staffId}, decided_at = clock_timestamp()
    from listed l, (select count(*) from corrected) done
    where n.incident_id = l.incident_id and n.person_id = l.person_id and n.channel = 'letter' returning 1`);
  if (owed.length !== tasks.length) throw new Conflict("address-task.race");
  return owed.length;
}
