import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineTask } from "@/db/task";
import { defineHandler } from "../define-handler";

export const sweepFinishedTasks = defineTask({
  name: "sweep-finished-tasks",
  payload: z.object({}),
  maxAttempts: 3,
});

/** Forgets the schedule's own finished turns (`sweep-…`, with no incident); no other task is ever deleted. */
export const sweepFinishedTasksHandler = defineHandler(sweepFinishedTasks, async (_payload, work) => {
  await work.commit((tx) =>
    tx.execute(sql`
      delete from outbox
      where state = 'done' and name like 'sweep-%' and incident_id is null
        and done_at < clock_timestamp() - interval '1 hour'`),
  );
});
