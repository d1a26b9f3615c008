import { sql } from "drizzle-orm";
import { taskChannel } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import type { ClaimedTask } from "./claim-task";
import { pace } from "./pace";

/**
 * Puts a task that failed back for a later attempt, twice as much later each time. `reason` is a dotted key or
 * a code, without personal values. Changes nothing when the task is no longer ours.
 */
export async function retryTaskLater(task: ClaimedTask, reason: string): Promise<void> {
  const { firstRetrySeconds, longestRetrySeconds } = pace();
  const wait = Math.min(firstRetrySeconds * 2 ** (task.attempts - 1), longestRetrySeconds);
  await inTransaction((tx) =>
    tx.execute(sql`
      update outbox
      set state = 'ready', next_at = clock_timestamp() + make_interval(secs => ${wait}::float8),
          dispatched_at = null, lease_until = null, last_reason = ${reason}
      where ${stillOurs(task)}`),
  );
}

/** Marks a task `dead`: nobody tries it again until an operator does. Others are not held up by it. */
export async function giveUpTask(task: ClaimedTask, reason: string): Promise<void> {
  await inTransaction(async (tx) => {
    const rows = await tx.execute(sql`
      update outbox set state = 'dead', lease_until = null, last_reason = ${reason}
      where ${stillOurs(task)} returning id`);
    if (rows.length === 0) return;
    await recordEvent(tx, {
      incidentId: task.incidentId,
      actor: { kind: "system", name: "jobs" },
      action: "task.given-up",
      subject: { type: "task", id: task.id },
      detail: { name: task.name, reason, attempts: task.attempts },
    });
  });
}

/** Hands a task back unharmed, as if it had not been tried: this process is about to stop. */
export async function releaseTask(task: ClaimedTask): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.execute(sql`
      update outbox
      set state = 'ready', attempts = attempts - 1, next_at = clock_timestamp(), dispatched_at = null,
          lease_until = null
      where ${stillOurs(task)}`);
    await tx.execute(sql`select pg_notify(${taskChannel}, '')`);
  });
}

const stillOurs = (task: ClaimedTask) =>
  sql`id = ${task.id}::uuid and fence = ${task.fence} and state = 'running'`;
