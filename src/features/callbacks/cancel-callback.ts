import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { releaseSlot } from "./release-slot";

/** Takes a promise back at the person's wish; the call is owed again and the slot has its place again. */
export async function cancelCallback(actor: Actor, input: { callbackId: string }): Promise<void> {
  const by = authorizeStaff(actor, "callbacks.cancel");
  await inTransaction(async (tx) => {
    const { incidentId, callTaskId } = await releaseSlot(tx, input.callbackId, "cancelled");
    await tx.execute(
      sql`update call_tasks set state = 'owed' where id = ${callTaskId} and state = 'promised'`,
    );
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "callback.cancelled",
      subject: { type: "callback", id: input.callbackId },
      detail: { callTaskId },
    });
  });
}
