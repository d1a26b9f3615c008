import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/db/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import type { Handler } from "./define-handler";
import { startWorker } from "./define-worker";
import { openTaskQueue } from "./queues";
import { startRelay } from "./relay";
import { type ScheduleEntry, startSchedule } from "./schedule";

const troubleEveryMs = 10_000;

/** The jobs cannot run here. The message says what to do. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/**
 * Starts the jobs of this process. Resolves once they work, to a function that stops them within 15 seconds:
 * running tasks are finished or handed back. Throws `CannotStart` or `UnfitQueue` with a sentence.
 */
export async function runJobs(
  handlers: readonly Handler[],
  entries: readonly ScheduleEntry[],
): Promise<() => Promise<void>> {
  refuseDoubledNames(handlers);
  refuseTooSmallPool();
  await refuseUnreadyDatabase();
  const queue = openTaskQueue(
    sparingly((error) => logger.warn({ error }, "the queue's connection has trouble")),
  );
  await queue.ready();
  const worker = startWorker(queue, handlers);
  const relay = await startRelay(queue);
  const clock = startSchedule(entries);
  logger.info({ queue: queue.backend, atOnce: env().JOBS_CONCURRENCY, kinds: handlers.length }, "jobs ready");
  return async () => {
    clock.stop();
    await worker.stop();
    await relay.stop();
    await queue.close();
    await closeDatabase();
    logger.info("jobs stopped");
  };
}

function refuseDoubledNames(handlers: readonly Handler[]): void {
  const names = handlers.map((handler) => handler.name);
  const doubled = names.find((name, i) => names.indexOf(name) !== i);
  if (doubled) throw new CannotStart(`Two handlers in jobs/handlers/registry.ts do "${doubled}". Keep one.`);
}

/**
 * A task holds one connection and asks for a second to tell how far it is; leases are extended beside them. With
 * fewer, tasks that hold theirs wait for each other's for ever.
 */
function refuseTooSmallPool(): void {
  const { JOBS_CONCURRENCY, DATABASE_POOL } = env();
  const needed = 2 * JOBS_CONCURRENCY + 2;
  if (DATABASE_POOL >= needed) return;
  throw new CannotStart(
    `JOBS_CONCURRENCY=${JOBS_CONCURRENCY} needs DATABASE_POOL=${needed} or more; it is ${DATABASE_POOL}.`,
  );
}

async function refuseUnreadyDatabase(): Promise<void> {
  let ready: boolean | undefined;
  try {
    const [row] = await database().execute<{ ready: boolean }>(
      sql`select coalesce(has_table_privilege(to_regclass('outbox'), 'select, update'), false) as ready`,
    );
    ready = row?.ready;
  } catch (error) {
    throw new CannotStart(
      "The database does not answer. Check DATABASE_URL: host, port, database, role and password.",
      { cause: error },
    );
  }
  if (ready) return;
  throw new CannotStart(
    "The database has no tables yet, or this role may not use them. Run the migrations first " +
      "(`npm start` does; on your own server: `node scripts/migrate.mjs` with DATABASE_OWNER_URL).",
  );
}

/** A connection in trouble reports many times a second. */
function sparingly(say: (error: unknown) => void): (error: unknown) => void {
  let quietUntil = 0;
  return (error) => {
    const now = performance.now();
    if (now < quietUntil) return;
    quietUntil = now + troubleEveryMs;
    say(error);
  };
}
