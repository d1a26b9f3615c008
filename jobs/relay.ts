import { sql } from "drizzle-orm";
import { database, driver } from "@/db/client";
import { taskChannel } from "@/db/enqueue";
import { oldestReadySeconds } from "@/db/oldest-ready-seconds";
import { failpoint } from "@/lib/failpoint";
import { logger } from "@/lib/logger";
import { pace } from "./pace";
import type { Hint, TaskQueue } from "./queues";

/** So many hints lie in the queue at most; more would only grow stale while the workers are busy. */
const unreadHints = 64;
const lookMs = 1_000;
const lookWhileFullMs = 100;
const troubleMs = 2_000;
const measureMs = 30_000;
const lateSeconds = 60;

export type Relay = { stop: () => Promise<void> };

/** Turns due rows of the outbox into hints in the queue, until stopped. Any number of processes may do this. */
export async function startRelay(queue: TaskQueue): Promise<Relay> {
  const bell = new Bell();
  let stopping = false;
  const loop = (async () => {
    while (!stopping) await bell.wait(await passOn(queue));
  })();
  const measure = setInterval(() => void reportLateness(), measureMs);
  const heard = await driver()
    .listen(taskChannel, () => bell.ring())
    .catch((error: unknown) => {
      logger.warn({ error }, "new tasks are not announced; they are looked for every second");
    });
  return {
    stop: async () => {
      stopping = true;
      clearInterval(measure);
      bell.ring();
      await loop;
      await heard?.unlisten().catch(() => undefined);
    },
  };
}

/** One round. Returns how long to rest before the next, in ms. */
async function passOn(queue: TaskQueue): Promise<number> {
  try {
    const room = unreadHints - (await queue.waiting());
    if (room <= 0) return lookWhileFullMs;
    const hints = await markDispatched(room);
    failpoint("relay.marked");
    if (hints.length === 0) return lookMs;
    await queue.hint(hints);
    failpoint("relay.hinted");
    return hints.length === room ? 0 : lookWhileFullMs;
  } catch (error) {
    logger.warn(
      { error },
      "the queue or the database does not answer; workers pull from the outbox meanwhile",
    );
    return troubleMs;
  }
}

/**
 * Chooses due tasks that were not hinted at lately, and marks them before the hint is given: a crash in
 * between costs half a lease, never a task. One incident's surge does not push others back: each incident's
 * first come before any one's second.
 */
async function markDispatched(limit: number): Promise<Hint[]> {
  const due = sql`state = 'ready' and next_at <= clock_timestamp() and (dispatched_at is null
    or dispatched_at < clock_timestamp() - make_interval(secs => ${pace().hintAgainSeconds}::float8))`;
  return database().execute<Hint>(sql`
    with turns as (
      select id, next_at, row_number() over (
        partition by incident_id, name order by dispatched_at nulls first, next_at, id) as turn
      from outbox where ${due}
    ), first as (
      select id from turns order by turn, next_at limit ${limit}
    ), chosen as materialized (
      select id from outbox where id in (select id from first) and ${due} for update skip locked
    )
    update outbox o set dispatched_at = clock_timestamp(), dispatch_no = dispatch_no + 1
    from chosen where o.id = chosen.id
    returning o.id as "taskId", o.dispatch_no as "dispatchNo"`);
}

async function reportLateness(): Promise<void> {
  try {
    const seconds = Math.round(await oldestReadySeconds(database()));
    if (seconds > lateSeconds) logger.warn({ oldestReadySeconds: seconds }, "tasks wait too long");
  } catch (error) {
    logger.warn({ error }, "the outbox could not be measured");
  }
}

/** Sleep that can be cut short, also by a ring that came just before. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung && ms > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = undefined;
    this.#rung = false;
  }
}
