import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { logger } from "@/lib/logger";
import type { ClaimedTask } from "./claim-task";
import { pace } from "./pace";

/**
 * Extends the task's lease again and again until the returned function is called. `onLost` is called once
 * when the task is no longer ours. A database that does not answer is waited for: the fence decides.
 */
export function keepLease(task: ClaimedTask, onLost: () => void): () => void {
  const { heartbeatSeconds } = pace();
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    try {
      if (!(await extendLease(task))) {
        clearInterval(timer);
        onLost();
      }
    } catch (error) {
      logger.warn({ taskId: task.id, error }, "the lease could not be extended");
    } finally {
      asking = false;
    }
  }, heartbeatSeconds * 1000);
  return () => clearInterval(timer);
}

/** False when another worker has claimed the task since, or it is no longer running. */
async function extendLease(task: ClaimedTask): Promise<boolean> {
  const rows = await database().execute(sql`
    update outbox set lease_until = clock_timestamp() + make_interval(secs => ${pace().leaseSeconds}::float8)
    where id = ${task.id}::uuid and fence = ${task.fence} and state = 'running'
    returning id`);
  return rows.length === 1;
}
