import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { claimTask } from "../../jobs/claim-task";
import type { Handler } from "../../jobs/define-handler";

/**
 * Does every due task in this process with the real handlers, also those that tasks ask for, until none is due.
 * Throws what a handler threw. For tests of features; the queue and its faults are tested in `test/jobs`.
 * Returns the names of the tasks done, in order.
 */
export async function workOffTasks(handlers: readonly Handler[]): Promise<string[]> {
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  const done: string[] = [];
  for (;;) {
    const [due] = await database().execute<{ id: string }>(sql`
      select id from outbox where state = 'ready' and next_at <= clock_timestamp() order by next_at, id limit 1`);
    if (!due) return done;
    const task = await claimTask(due.id, [...byName.keys()]);
    if (!task) throw new Error("a due task has no handler among those given");
    await byName.get(task.name)?.run(task, new AbortController().signal);
    done.push(task.name);
  }
}
