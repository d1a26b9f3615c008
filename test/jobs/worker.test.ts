import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { type Bench, counts, openBench, sleep, until } from "./bench";
import {
  askToCount,
  countItems,
  failAlways,
  forgetToCommit,
  killWorker,
  refuseAlways,
  takeLong,
} from "./test-tasks";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(2);
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

const one = (task: typeof failAlways) =>
  inTransaction((tx) => enqueue(tx, task, null, [{ dedupeKey: "one", payload: { item: 1 } }]));

const stateOf = async (task: { name: string }) => {
  const [row] =
    await bench.sql`select state, attempts, last_reason as reason from outbox where name = ${task.name}`;
  return row;
};

/** Also right after the test's own connection was cut. */
const doneByNow = async () => {
  for (;;) {
    const now = await counts(bench.sql).catch(() => null);
    if (now) return now.done;
  }
};

describe.each(["redis", "postgres"] as const)("on %s", (queue) => {
  test("the queue brings work at once, without the look into the outbox", async () => {
    // With this lease the outbox would be read for tasks older than 100 s.
    await bench.start(queue, { JOBS_LEASE_SECONDS: "600", JOBS_CONCURRENCY: "4" });
    await askToCount("quick", 0, 300, 1);
    await until("all tasks done", 20, async () => (await counts(bench.sql)).done === 300);
    expect(await counts(bench.sql)).toMatchObject({ effects: 300, items: 300 });
  });

  test("a worker stopped past its lease and resumed changes nothing", async () => {
    const zombie = await bench.start(queue, { JOBS_CONCURRENCY: "2" });
    await askToCount("slow", 0, 6, 1_500);
    await until("tasks in its hands", 15, async () => {
      const [row] =
        await bench.sql`select count(*)::int as n from outbox where state = 'running' and name like 'test.%'`;
      return row?.n === 2;
    });
    zombie.signal("SIGSTOP");
    await bench.start(queue);
    await until("all tasks done by the other", 20, async () => (await counts(bench.sql)).done === 6);
    const before = await bench.sql`select item, task, fence from test_effects order by 1, 3`;
    zombie.signal("SIGCONT");
    // Its session may have been ended for it, by whoever has the task now.
    await until("the zombie noticed", 20, async () =>
      /another worker has the task|CONNECTION_CLOSED/.test(zombie.output()),
    );
    expect(await bench.sql`select item, task, fence from test_effects order by 1, 3`).toEqual(before);
    expect(await counts(bench.sql)).toEqual({ effects: 6, items: 6, done: 6, open: 0, dead: 0 });
    expect(Math.max(...before.map((row) => row.fence))).toBeGreaterThan(1);
  });

  test("a task that always fails is dead after its attempts, and delays no other", async () => {
    const worker = await bench.start(queue);
    await one(failAlways);
    await one(refuseAlways);
    await one(forgetToCommit);
    await askToCount("others", 10, 30, 5);
    await until("the others done", 15, async () => (await counts(bench.sql)).done === 30);
    await until("the poison dead", 15, async () => (await counts(bench.sql)).dead === 3);
    expect(await stateOf(failAlways)).toEqual({ state: "dead", attempts: 3, reason: "task.fault:TypeError" });
    expect(await stateOf(refuseAlways)).toEqual({
      state: "dead",
      attempts: 1,
      reason: "letter.not-approved",
    });
    expect(await stateOf(forgetToCommit)).toMatchObject({
      state: "dead",
      reason: "task.returned-without-commit",
    });
    const [events] = await bench.sql`select count(*)::int as n from events where action = 'task.given-up'`;
    expect(events?.n).toBeGreaterThanOrEqual(3);
    expect(worker.output()).not.toContain("山田");
  });

  test("connections to the database cut again and again lose and double nothing, and the worker goes on", async () => {
    const worker = await bench.start(queue);
    await askToCount("cut", 0, 60, 100);
    for (let cut = 0; cut < 4; cut += 1) {
      await sleep(500);
      await bench.superuser`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and usename = 'owabi_app'`;
    }
    const meanwhile = await doneByNow();
    expect(meanwhile).toBeGreaterThan(0);
    expect(meanwhile).toBeLessThan(60);
    await until("all tasks done", 40, async () => (await doneByNow()) === 60);
    expect(await counts(bench.sql)).toEqual({ effects: 60, items: 60, done: 60, open: 0, dead: 0 });
    expect(worker.isAlive()).toBe(true);
  });

  test("a worker asked to stop finishes what it can, hands back the rest and ends with 0", async () => {
    const worker = await bench.start(queue, { JOBS_LEASE_SECONDS: "12" });
    await askToCount("short", 0, 1, 400);
    await one(takeLong);
    await until("both in its hands", 15, async () => {
      const [row] =
        await bench.sql`select count(*)::int as n from outbox where state = 'running' and name like 'test.%'`;
      return row?.n === 2;
    });
    worker.signal("SIGTERM");
    expect(await worker.ended).toBe("0");
    expect(worker.output()).toContain("jobs stopped");
    expect(await stateOf(countItems)).toMatchObject({ state: "done" });
    expect(await stateOf(takeLong)).toEqual({ state: "ready", attempts: 0, reason: null });
  });
});

test("a task that kills its worker is given up instead of killing worker after worker", async () => {
  await one(killWorker);
  await askToCount("others", 10, 5, 5);
  let starts = 0;
  await until("the killer dead", 60, async () => {
    const worker = bench.launch("postgres");
    starts += 1;
    const alone = until("the killer dead", 20, async () => (await stateOf(killWorker))?.state === "dead");
    await Promise.race([worker.ended, alone.catch(() => undefined)]);
    worker.signal("SIGKILL");
    return (await stateOf(killWorker))?.state === "dead";
  });
  expect(await stateOf(killWorker)).toMatchObject({ attempts: 3, reason: "task.worker-vanished" });
  expect(starts).toBeLessThan(6);
  await bench.start("postgres");
  await until("the others done", 20, async () => (await counts(bench.sql)).done === 5);
});

test("one incident's surge does not hold up another's tasks", async () => {
  const incident = async (id: string, tasks: number) =>
    inTransaction((tx) =>
      enqueue(
        tx,
        { ...countItems, payload: countItems.payload as z.ZodType<Record<string, number>> },
        id,
        Array.from({ length: tasks }, (_, i) => ({
          dedupeKey: `${id}-${i}`,
          payload: { from: 1, to: 1, ms: 20 },
        })),
      ),
    );
  const [large, small] = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"];
  await incident(large, 600);
  await incident(small, 10);
  await bench.start("redis", { JOBS_LEASE_SECONDS: "600" });
  await until("the small incident done", 20, async () => {
    const [row] =
      await bench.sql`select count(*)::int as n from outbox where incident_id = ${small} and state = 'done'`;
    return row?.n === 10;
  });
  const [row] =
    await bench.sql`select count(*)::int as n from outbox where incident_id = ${large} and state = 'done'`;
  expect(row?.n).toBeLessThan(300);
});

describe("a jobs process that cannot start says what to do, and ends with 1", () => {
  test("when settings are missing", async () => {
    const worker = bench.launch("postgres", { DATABASE_URL: "" });
    expect(await worker.ended).toBe("1");
    expect(worker.output()).toContain(
      "The jobs cannot start. Settings are missing or wrong:\n  DATABASE_URL",
    );
  });

  test("when its tasks would wait for each other's connections", async () => {
    const worker = bench.launch("postgres", { JOBS_CONCURRENCY: "5", DATABASE_POOL: "11" });
    expect(await worker.ended).toBe("1");
    expect(worker.output()).toContain("JOBS_CONCURRENCY=5 needs DATABASE_POOL=12 or more; it is 11.");
  });

  test("when the database does not answer", async () => {
    const worker = bench.launch("postgres", { DATABASE_URL: "postgres://owabi_app:wrong@127.0.0.1:9/owabi" });
    expect(await worker.ended).toBe("1");
    expect(worker.output()).toContain("The database does not answer. Check DATABASE_URL");
    expect(worker.output()).not.toContain("wrong@");
  });

  test("when the queue's tables are not there", async () => {
    await bench.superuser`alter schema bullmq rename to elsewhere`;
    try {
      const worker = bench.launch("postgres");
      expect(await worker.ended).toBe("1");
      expect(worker.output()).toContain("Run the migrations");
    } finally {
      await bench.superuser`alter schema elsewhere rename to bullmq`;
    }
  });
});
