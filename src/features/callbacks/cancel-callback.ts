import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { releaseSlot } from "./release-slot";
import { type OfCallback, ofCallback } from "./schema";

/** Takes a promise back at the person's wish; the call is owed again and the slot has its place again. */
export async function cancelCallback(actor: Actor, input: OfCallback): Promise<void> {
  const by = authorizeStaff(actor, "callbacks.cancel");
  const { callbackId } = parseInput(ofCallback, input);
  await inTransaction(async (tx) => {
    // The task first, as every other act on a promise does: they queue up and never wait for each other in a ring.
    await tx.execute(sql`
      select 1 from call_tasks where id = (select call_task_id from callbacks where id = ${callbackId}) for update`);
    const { incidentId, callTaskId } = await releaseSlot(tx, callbackId, "cancelled");
    await tx.execute(
      sql`update call_tasks set state = 'owed' where id = ${callTaskId} and state = 'promised'`,
    );
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "callback.cancelled",
      subject: { type: "callback", id: callbackId },
      detail: { callTaskId },
    });
  });
}
