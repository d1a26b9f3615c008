import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { lackedReason, wishes } from "./queries";
import { addresseesByEmail, reasonsWithoutPost } from "./rules";

/** Nothing but the post fails the letter `l` of whom the list's row `a` speaks; a wish for no letters is none for no e-mail. */
const isWithoutPost = sql`(l.withheld_reason in ${[...reasonsWithoutPost]}
  or l.withheld_reason = 'suppressed' and coalesce(btrim(a.canonical::jsonb ->> 'address'), '') = '')`;

/** Of whom the list's row `a` speaks. */
const lackedByEmail = sql`(
  select ${lackedReason} from (select 'email' as channel, a.canonical::jsonb as said) as by_email)`;

/**
 * Owes an e-mail to everybody whom the post cannot reach and who agreed to e-mail, and withholds it from whom that no
 * longer holds. For whoever decides about letters, in the same transaction; the incident's row is theirs. What came
 * back from a mailbox (`bounced`, `refused`) is owed again once a list says another address. Doing it again changes
 * nothing. Returns how many notices changed.
 */
export async function oweEmails(tx: Tx, incidentId: string): Promise<number> {
  const owed = await tx.execute(sql`
    with wanted as (
      select l.person_id, l.list_id, l.addressee, l.decided_by, a.canonical::jsonb ->> 'email' as address,
        case when (l.person_id, 'email') in (${wishes(incidentId)}) then 'suppressed' end as reason
      from notices l
      join affected_people a on a.list_id = l.list_id and a.person_id = l.person_id
      where l.incident_id = ${incidentId} and l.channel = 'letter' and l.state = 'withheld'
        and ${isWithoutPost} and l.addressee in ${[...addresseesByEmail]}
        and ${lackedByEmail} is null)
    insert into notices as n (incident_id, person_id, channel, list_id, addressee, state, withheld_reason, decided_by)
    select ${incidentId}::uuid, person_id, 'email', list_id, addressee,
           case when reason is null then 'owed' else 'withheld' end, reason, decided_by
    from wanted order by person_id
    on conflict (incident_id, person_id, channel) do update
    set state = excluded.state, withheld_reason = excluded.withheld_reason, list_id = excluded.list_id,
        addressee = excluded.addressee, decided_by = excluded.decided_by, decided_at = clock_timestamp()
    where (n.list_id, n.withheld_reason) is distinct from (excluded.list_id, excluded.withheld_reason)
      and (n.withheld_reason is null or n.withheld_reason not in ('bounced', 'refused') or (
        select old.canonical::jsonb ->> 'email' is distinct from new.canonical::jsonb ->> 'email'
        from affected_people old, affected_people new
        where old.list_id = n.list_id and old.person_id = n.person_id
          and new.list_id = excluded.list_id and new.person_id = excluded.person_id))
    returning 1`);
  const ended = await tx.execute(sql`
    with judged as (
      select e.id, case
          when l.state = 'owed' then 'by-letter'
          when l.withheld_reason in ('not-on-list', 'told-as-another') then l.withheld_reason
          when not (${isWithoutPost}) then 'letter-stopped'
          when l.addressee not in ${[...addresseesByEmail]} then 'no-consent'
          else ${lackedByEmail} end as reason
      from notices e
      join notices l on l.incident_id = e.incident_id and l.person_id = e.person_id and l.channel = 'letter'
      join affected_people a on a.list_id = l.list_id and a.person_id = l.person_id
      where e.incident_id = ${incidentId} and e.channel = 'email' and e.state = 'owed')
    update notices n set state = 'withheld', withheld_reason = judged.reason
    from judged where judged.id = n.id and judged.reason is not null returning 1`);
  return owed.length + ended.length;
}
