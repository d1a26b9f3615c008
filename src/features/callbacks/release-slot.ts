import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Conflict } from "@/lib/errors";
import type { CallbackState } from "./schema";

/**
 * Settles a booked callback; a cancelled one gives its place back. Throws `callback.already-settled` when
 * somebody was faster.
 */
export async function releaseSlot(
  tx: Tx,
  callbackId: string,
  as: Exclude<CallbackState, "booked">,
): Promise<{ incidentId: string; callTaskId: string }> {
  const [settled] = await tx.execute<{ incident_id: string; call_task_id: string; slot_id: string }>(sql`
    update callbacks set state = ${as}, settled_at = clock_timestamp()
    where id = ${callbackId} and state = 'booked' returning incident_id, call_task_id, slot_id`);
  if (!settled) throw new Conflict("callback.already-settled");
  if (as === "cancelled") {
    await tx.execute(sql`update callback_slots set booked = booked - 1 where id = ${settled.slot_id}`);
  }
  return { incidentId: settled.incident_id, callTaskId: settled.call_task_id };
}
