import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";

/** Makes every dead task of an incident ready again, after its cause was mended. Returns how many. */
export async function retryDeadTasks(actor: Actor, input: { incidentId: string }): Promise<number> {
  const by = authorize(actor, "reports.retryTask");
  return inTransaction(async (tx) => {
    const revived = await tx.execute(sql`
      update outbox set state = 'ready', attempts = 0, next_at = clock_timestamp(), dispatched_at = null
      where incident_id = ${input.incidentId} and state = 'dead' returning id`);
    if (revived.length > 0) {
      await recordEvent(tx, {
        incidentId: input.incidentId,
        actor: by,
        action: "tasks.retried",
        subject: { type: "incident", id: input.incidentId },
        detail: { tasks: revived.length },
      });
    }
    return revived.length;
  });
}
