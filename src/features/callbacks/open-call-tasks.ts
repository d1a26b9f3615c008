import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";

/** Gives everybody who is owed a call exactly one call task. Doing it again adds only whom it missed. */
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
    if (opened.length > 0) {
      await recordEvent(tx, {
        incidentId: input.incidentId,
        actor: by,
        action: "call-tasks.opened",
        subject: { type: "incident", id: input.incidentId },
        detail: { tasks: opened.length },
      });
    }
    return { opened: opened.length };
  });
}
