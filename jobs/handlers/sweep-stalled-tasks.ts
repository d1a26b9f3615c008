import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { taskChannel } from "@/db/enqueue";
import { defineTask } from "@/db/task";
import { logger } from "@/lib/logger";
import { defineHandler } from "../define-handler";

export const sweepStalledTasks = defineTask({
  name: "sweep-stalled-tasks",
  payload: z.object({}),
  maxAttempts: 3,
});

/** Makes tasks ready again whose worker let the lease lapse; it can no longer commit if it comes back. */
export const sweepStalledTasksHandler = defineHandler(sweepStalledTasks, async (_payload, work) => {
  const returned = await work.commit(returnStalledTasks);
  if (returned > 0) logger.warn({ returned }, "tasks whose worker vanished are ready again");
});

/** Returns how many tasks became ready; a second call right after changes nothing. */
export async function returnStalledTasks(tx: Tx): Promise<number> {
  const rows = await tx.execute(sql`
    with stalled as materialized (
      select id from outbox where state = 'running' and lease_until < clock_timestamp() for update skip locked
    ), returned as (
      update outbox o
      set state = 'ready', lease_until = null, dispatched_at = null, next_at = clock_timestamp(),
          last_reason = 'task.worker-vanished'
      from stalled where o.id = stalled.id
      returning o.id
    )
    select pg_notify(${taskChannel}, '') from returned`);
  return rows.length;
}
