import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** Nobody looks any more for somebody who is written to at another address, or need not be: their task is moot. */
export async function closeAddressTasks(tx: Tx, incidentId: string): Promise<number> {
  const closed = await tx.execute(sql`
    update address_tasks t set state = 'moot', decided_at = clock_timestamp()
    where t.incident_id = ${incidentId} and t.state in ('open', 'proposed') and not exists (
      select from notices n where n.incident_id = t.incident_id and n.person_id = t.person_id
      and n.channel = 'letter' and n.withheld_reason in ('returned', 'substitute')) returning 1`);
  return closed.length;
}
