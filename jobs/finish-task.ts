import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { ClaimedTask } from "./claim-task";
import { LeaseLost } from "./lease-lost";
import { endWhenIdle } from "./own-task";

/**
 * Marks the task done in the transaction of its effects. Throws `LeaseLost`, which rolls those effects back,
 * when another worker has claimed it since.
 */
export async function finishTask(tx: Tx, task: ClaimedTask): Promise<void> {
  const rows = await tx.execute(sql`
    update outbox set state = 'done', done_at = clock_timestamp(), lease_until = null, last_reason = null
    where id = ${task.id}::uuid and fence = ${task.fence} and state = 'running'
    returning id, ${endWhenIdle()}`);
  if (rows.length !== 1) throw new LeaseLost();
}
