import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Somebody looks for whoever is not written to because a letter came back, to them or to another record of theirs: also
 * where the looking had ended while a list left them out. Who is looked for, rung or has a substitute already is not
 * looked for twice.
 */
export async function openAddressTasks(tx: Tx, incidentId: string): Promise<number> {
  const opened = await tx.execute(sql`
    insert into address_tasks (incident_id, person_id, returned_mail_id)
    select n.incident_id, n.person_id, last.id
    from notices n cross join lateral (
      select m.id from people same join returned_mail m on m.person_id = same.id and m.incident_id = n.incident_id
      where n.person_id in (same.id, same.merged_into) order by m.id desc limit 1) last
    where n.incident_id = ${incidentId} and n.channel = 'letter' and n.withheld_reason in ('returned', 'substitute')
      and not exists (select from address_tasks t where t.incident_id = n.incident_id and t.person_id = n.person_id
        and t.state in ('open', 'proposed', 'call', 'substitute'))
    order by last.id on conflict do nothing returning 1`);
  return opened.length;
}
