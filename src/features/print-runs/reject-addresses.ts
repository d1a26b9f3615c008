import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * The addresses of these tasks are not taken: they stay in the person's history, and somebody looks again. `which` is
 * a condition on the task `t`.
 */
export async function rejectAddresses(tx: Tx, staffId: string, which: SQL): Promise<void> {
  const rejected = await tx.execute<{ id: string }>(sql`
    update address_tasks t set state = 'rejected', decided_by = ${staffId}, decided_at = clock_timestamp()
    where t.state = 'proposed' and ${which} returning t.id`);
  await tx.execute(sql`
    insert into address_tasks (incident_id, person_id, returned_mail_id)
    select t.incident_id, t.person_id, t.returned_mail_id from address_tasks t
    where t.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(rejected.map(({ id }) => id))}::jsonb))
    order by t.id`);
}
