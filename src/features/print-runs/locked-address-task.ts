import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/lib/errors";
import type { AddressSource, AddressTaskState, CallStanding } from "./returned/schema";

export type LockedAddressTask = {
  id: string;
  incidentId: string;
  personId: string;
  mailId: string;
  state: AddressTaskState;
  batchId: string | null;
  source: AddressSource | null;
  proposedBy: string | null;
  printed: { postcode: string | null; address: string };
  returns: number;
  call: CallStanding;
  /** The letter is withheld because it came back, and for nothing else. */
  waiting: boolean;
};

/** How often letters to the person of the task `t`, under whatever record of theirs, came back; in SQL. */
export const returnsOfPerson = sql`(
  select count(*)::int from people p cross join lateral (
      select coalesce(p.merged_into, p.id) as id union all
      select merged.id from people merged where merged.merged_into = coalesce(p.merged_into, p.id)) same
  join returned_mail every on every.person_id = same.id and every.incident_id = t.incident_id
  where p.id = t.person_id)`;

/** Whether somebody may ring the person of the task `t`; in SQL. */
export const callStanding = sql`coalesce((
  select case when k.state = 'withheld' then 'not-possible' when c.state is null or c.state in ('owed', 'promised') then 'owed'
              when c.state = 'done' then 'made' when c.state = 'exhausted' then 'given-up' else 'not-possible' end
  from notices k left join call_tasks c on c.notice_id = k.id
  where k.incident_id = t.incident_id and k.person_id = t.person_id and k.channel = 'call'), 'not-possible')`;

/** Where the letter of the task's returned mail went, as it was printed; in SQL, of the letter `l`. */
export const printedAddress = sql`jsonb_build_object('postcode', l.postcode, 'address', case
  when jsonb_typeof(l.addressee -> 'addressLines') = 'array'
    then (select string_agg(line, '' order by place) from jsonb_array_elements_text(l.addressee -> 'addressLines')
          with ordinality as lines(line, place))
  else l.addressee ->> 'addressLines' end)`;

/** The address task of this act, its row locked after its incident's. Throws `address-task.unknown`. */
export async function lockedAddressTask(tx: Tx, addressTaskId: string): Promise<LockedAddressTask> {
  // Whatever decides about notices takes the incident first: in this order nobody waits for another.
  await tx.execute(sql`
    select from incidents where id = (select incident_id from address_tasks where id = ${addressTaskId})
    for no key update`);
  const [task] = await tx.execute<LockedAddressTask>(sql`
    select t.id, t.incident_id as "incidentId", t.person_id as "personId", t.returned_mail_id as "mailId", t.state,
      t.batch_id as "batchId", t.source, t.proposed_by as "proposedBy", ${printedAddress} as printed,
      ${returnsOfPerson} as returns, ${callStanding} as call,
      exists (select from notices n where n.incident_id = t.incident_id and n.person_id = t.person_id
              and n.channel = 'letter' and n.withheld_reason in ('returned', 'substitute')) as waiting
    from address_tasks t join returned_mail m on m.id = t.returned_mail_id join letters l on l.id = m.letter_id
    where t.id = ${addressTaskId} for update of t`);
  if (!task) throw new NotFound("address-task.unknown");
  return { ...task, returns: Number(task.returns) };
}
