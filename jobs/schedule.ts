import { sql } from "drizzle-orm";
import type { z } from "zod";
import { database } from "@/db/client";
import { taskChannel } from "@/db/enqueue";
import type { TaskDefinition } from "@/db/task";
import { logger } from "@/lib/logger";
import { sweepBounces } from "./handlers/sweep-bounces";
import { sweepEmails } from "./handlers/sweep-emails";
import { sweepFinishedTasks } from "./handlers/sweep-finished-tasks";
import { sweepStalledTasks } from "./handlers/sweep-stalled-tasks";
import { sweepUnfinishedFiles } from "./handlers/sweep-unfinished-files";
import { sweepWaiting } from "./handlers/sweep-waiting";

export type ScheduleEntry = {
  everySeconds: number;
  task: TaskDefinition<z.ZodObject<Record<never, never>>>;
};

/** Everything that happens by the clock. Add a line, and its handler to `handlers/registry.ts`. */
export const schedule: readonly ScheduleEntry[] = [
  // Every 10 seconds, tasks whose worker vanished become ready again.
  { everySeconds: 10, task: sweepStalledTasks },
  // Every hour, what was done by the clock before the last hour is forgotten.
  { everySeconds: 3600, task: sweepFinishedTasks },
  // Every hour, files that a killed worker never finished are removed.
  { everySeconds: 3600, task: sweepUnfinishedFiles },
  // Every 15 seconds, e-mails left by a worker that vanished are named, and those that are due are sent.
  { everySeconds: 15, task: sweepEmails },
  // Every minute, reports of non-delivery are read, and colleagues hear of what waits for them.
  { everySeconds: 60, task: sweepBounces },
  { everySeconds: 60, task: sweepWaiting },
];

const lookMs = 1_000;

export type Clock = { stop: () => void };

/**
 * Puts each entry's task into the outbox when its time comes, on the database's clock. Every process tries;
 * the turn's dedupe key lets one win. A turn is left out while the one before is still open.
 */
export function startSchedule(entries: readonly ScheduleEntry[]): Clock {
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    try {
      await putDueTurns(entries);
    } catch (error) {
      logger.warn({ error }, "the schedule could not be followed");
    } finally {
      asking = false;
    }
  }, lookMs);
  return { stop: () => clearInterval(timer) };
}

/** Returns how many turns this call put into the outbox. */
export async function putDueTurns(entries: readonly ScheduleEntry[]): Promise<number> {
  const list = entries.map(({ everySeconds, task }) => ({ name: task.name, every: everySeconds }));
  const rows = await database().execute(sql`
    with put as (
      insert into outbox (name, dedupe_key, payload)
      select s.name, s.name || ':' || floor(extract(epoch from clock_timestamp()) / s.every)::bigint, '{}'
      from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as s(name text, every float8)
      where not exists (select from outbox o where o.name = s.name and o.state in ('ready', 'running'))
      on conflict (dedupe_key) do nothing
      returning id
    )
    select pg_notify(${taskChannel}, '') from put`);
  return rows.length;
}
