import { sql } from "drizzle-orm";
import { taskChannel } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { type OfIncident, ofIncident } from "./schema";

/** Makes every dead task of an incident ready again, after its cause was mended. Returns how many. */
export async function retryDeadTasks(actor: Actor, input: OfIncident): Promise<number> {
  const by = authorize(actor, "reports.retryTask");
  const { incidentId } = parseInput(ofIncident, input);
  return inTransaction(async (tx) => {
    const revived = await tx.execute(sql`
      update outbox set state = 'ready', attempts = 0, next_at = clock_timestamp(), dispatched_at = null
      where incident_id = ${incidentId} and state = 'dead' returning id`);
    if (revived.length > 0) {
      await tx.execute(sql`select pg_notify(${taskChannel}, '')`);
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "tasks.retried",
        subject: { type: "incident", id: incidentId },
        detail: { tasks: revived.length },
      });
    }
    return revived.length;
  });
}
