import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";

/**
 * We had given up ringing, and since then their letter came back and somebody decided to ring: one attempt more,
 * and it is given up again.
 */
const ringOnceMore = (incidentId: string) => sql`
  update call_tasks c set state = 'owed', next_callable_at = null
  from notices n
  where c.incident_id = ${incidentId} and c.state = 'exhausted' and n.id = c.notice_id and n.state = 'owed'
    and exists (select from address_tasks t where t.incident_id = c.incident_id and t.person_id = c.person_id
      and t.state = 'call' and t.decided_at > (select max(a.at) from call_attempts a where a.call_task_id = c.id))
  returning 1`;

/**
 * Gives everybody who is owed a call exactly one call task, and rings once more whose letter came back. Doing it
 * again adds only whom it missed.
 */
export async function openCallTasks(
  actor: Actor,
  input: { incidentId: string },
): Promise<{ opened: number }> {
  const by = authorize(actor, "notices.decide");
  return inTransaction(async (tx) => {
    const opened = await tx.execute(sql`
      insert into call_tasks (incident_id, person_id, notice_id)
      select incident_id, person_id, id from notices
      where incident_id = ${input.incidentId} and channel = 'call' and state = 'owed'
      order by id
      on conflict do nothing returning 1`);
    const again = await tx.execute(ringOnceMore(input.incidentId));
    if (opened.length + again.length > 0) {
      await recordEvent(tx, {
        incidentId: input.incidentId,
        actor: by,
        action: "call-tasks.opened",
        subject: { type: "incident", id: input.incidentId },
        detail: { tasks: opened.length + again.length },
      });
    }
    return { opened: opened.length };
  });
}
