import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { oldestReadySeconds } from "@/db/oldest-ready-seconds";
import { Conflict, Forbidden, Internal, Invalid, LimitReached, NotAllowedNow, NotFound } from "@/lib/errors";
import { type ClaimedTask, claimOverdueTask, claimTask } from "../../jobs/claim-task";
import { defineHandler } from "../../jobs/define-handler";
import { verdict } from "../../jobs/define-worker";
import { giveUpTask, releaseTask, retryTaskLater } from "../../jobs/fail-task";
import { returnStalledTasks } from "../../jobs/handlers/sweep-stalled-tasks";
import { LeaseLost } from "../../jobs/lease-lost";
import { putDueTurns, schedule } from "../../jobs/schedule";
import { type Bench, counts, openBench } from "./bench";
import { countItems } from "./test-tasks";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(60);
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

const names = [countItems.name];
const never = new AbortController().signal;

const ask = (key: string, afterSeconds = 0) =>
  inTransaction((tx) =>
    enqueue(tx, countItems, null, [{ dedupeKey: key, payload: { from: 1, to: 1, ms: 0 } }], afterSeconds),
  );

async function idOf(key: string): Promise<string> {
  const [row] = await bench.sql`select id from outbox where dedupe_key = ${`test.count-items:${key}`}`;
  return row?.id;
}

async function claimed(key: string): Promise<ClaimedTask> {
  await ask(key);
  const task = await claimTask(await idOf(key), names);
  if (!task) throw new Error("the task could not be claimed");
  return task;
}

const lapse = (task: ClaimedTask) =>
  bench.sql`update outbox set lease_until = clock_timestamp() - interval '1 s' where id = ${task.id}`;

async function rowOf(task: ClaimedTask) {
  const [row] = await bench.sql`
    select state, fence, attempts, last_reason, dispatched_at,
           extract(epoch from next_at - clock_timestamp())::float8 as wait
    from outbox where id = ${task.id}`;
  return row;
}

const record = defineHandler(countItems, async (payload, work) => {
  await work.commit((tx) =>
    tx.execute(sql`insert into test_effects values (${payload.from}, ${work.taskId}::uuid, ${work.fence})`),
  );
});

describe("asking", () => {
  test("asking twice under one key is one task", async () => {
    await ask("same");
    await ask("same");
    await Promise.all(Array.from({ length: 10 }, () => ask("same")));
    const [row] = await bench.sql`select count(*)::int as n from outbox where name = 'test.count-items'`;
    expect(row?.n).toBe(1);
  });

  test("work asked for in a transaction that is rolled back was never asked for", async () => {
    const failed = inTransaction(async (tx) => {
      await enqueue(tx, countItems, null, [{ dedupeKey: "undone", payload: { from: 1, to: 1, ms: 0 } }]);
      throw new Error("rolled back");
    });
    await expect(failed).rejects.toThrow("rolled back");
    expect(await idOf("undone")).toBeUndefined();
  });

  test("a task for later is not claimed before its time", async () => {
    await ask("later", 3_600);
    expect(await claimTask(await idOf("later"), names)).toBeNull();
    expect(await claimOverdueTask(names)).toBeNull();
  });
});

describe("claiming", () => {
  test("of fifty claims at once exactly one wins", async () => {
    await ask("contested");
    const id = await idOf("contested");
    const won = await Promise.all(Array.from({ length: 50 }, () => claimTask(id, names)));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test("a task of an unknown kind is left for a newer version of the jobs", async () => {
    await ask("unknown");
    expect(await claimTask(await idOf("unknown"), ["another.kind"])).toBeNull();
    expect((await counts(bench.sql)).open).toBe(1);
  });

  test("the outbox is only read for tasks the queue should have brought by now, oldest first", async () => {
    await ask("young");
    expect(await claimOverdueTask(names)).toBeNull();
    await bench.sql`update outbox set next_at = clock_timestamp() - interval '20 s'`;
    await ask("younger");
    expect((await claimOverdueTask(names))?.id).toBe(await idOf("young"));
    expect(await claimOverdueTask(names)).toBeNull();
  });

  test("a lapsed lease can be claimed by another, a live one cannot", async () => {
    const first = await claimed("lapsing");
    expect(await claimTask(first.id, names)).toBeNull();
    await lapse(first);
    const second = await claimTask(first.id, names);
    expect(second).toMatchObject({ fence: first.fence + 1, attempts: 2 });
  });
});

describe("committing", () => {
  test("a worker whose task was claimed by another commits nothing", async () => {
    const stale = await claimed("stale");
    await lapse(stale);
    const current = await claimTask(stale.id, names);
    await expect(record.run(stale, never)).rejects.toBeInstanceOf(LeaseLost);
    expect((await counts(bench.sql)).effects).toBe(0);
    await record.run(current as ClaimedTask, never);
    expect(await counts(bench.sql)).toMatchObject({ effects: 1, done: 1 });
  });

  test("a stale worker can neither fail, give up nor release the task", async () => {
    const stale = await claimed("stale");
    await lapse(stale);
    const current = await claimTask(stale.id, names);
    const before = await rowOf(stale);
    await retryTaskLater(stale, "late");
    await giveUpTask(stale, "late");
    await releaseTask(stale);
    expect(await rowOf(stale)).toMatchObject({ ...before, wait: expect.any(Number) });
    await record.run(current as ClaimedTask, never);
    await giveUpTask(current as ClaimedTask, "late");
    expect((await rowOf(stale))?.state).toBe("done");
  });

  test("in any order of lapses, claims and commits an item is recorded at most once", async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("lapse", "claim", "commit"), { maxLength: 12 }),
        async (acts) => {
          round += 1;
          const tasks = [await claimed(`any-${round}`)];
          const first = tasks[0] as ClaimedTask;
          for (const [i, act] of acts.entries()) {
            const who = tasks[i % tasks.length] as ClaimedTask;
            if (act === "lapse") await lapse(first);
            if (act === "claim") tasks.push(...[await claimTask(first.id, names)].filter((t) => t !== null));
            if (act === "commit") await record.run(who, never).catch(() => undefined);
          }
          const [row] = await bench.sql`
          select count(*)::int as n, (select state from outbox where id = ${first.id}) as state
          from test_effects where task = ${first.id}`;
          expect(row?.n).toBe(row?.state === "done" ? 1 : 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a handler that returns without committing, or commits twice, has failed", async () => {
    const forgetful = defineHandler(countItems, async () => undefined);
    await expect(forgetful.run(await claimed("a"), never)).rejects.toMatchObject({
      reason: "task.returned-without-commit",
    });
    const eager = defineHandler(countItems, async (_payload, work) => {
      await work.commit(async () => undefined);
      await work.commit(async () => undefined);
    });
    await expect(eager.run(await claimed("b"), never)).rejects.toMatchObject({
      reason: "task.committed-twice",
    });
  });

  test("a payload of the wrong shape is refused for good", async () => {
    const task = { ...(await claimed("odd")), payload: { from: "one" } };
    const error = await record.run(task, never).catch((e: unknown) => e);
    expect(verdict(error)).toEqual({ next: "give-up", reason: "task.payload-refused" });
  });
});

describe("failing", () => {
  test("what the domain refuses is given up, what may pass is tried again, and no message is kept", () => {
    for (const Final of [Invalid, NotFound, Forbidden, NotAllowedNow]) {
      expect(verdict(new Final("letter.not-approved"))).toEqual({
        next: "give-up",
        reason: "letter.not-approved",
      });
    }
    for (const Passing of [Conflict, LimitReached, Internal]) {
      expect(verdict(new Passing("run.moved-on"))).toEqual({ next: "retry", reason: "run.moved-on" });
    }
    expect(verdict(new LeaseLost()).next).toBe("drop");
    expect(verdict(new TypeError("山田 花子"))).toEqual({ next: "retry", reason: "task.fault:TypeError" });
    expect(verdict("山田 花子")).toEqual({ next: "retry", reason: "task.fault:string" });
  });

  test("each failure waits twice as long as the one before, up to a quarter of an hour", async () => {
    const task = await claimed("failing");
    const waits: number[] = [];
    for (const attempts of [1, 2, 3, 20]) {
      await bench.sql`update outbox set state = 'running' where id = ${task.id}`;
      await retryTaskLater({ ...task, attempts }, "task.fault:X");
      waits.push(Math.round((await rowOf(task))?.wait));
    }
    expect(waits).toEqual([5, 10, 20, 900]);
  });

  test("a task given up says so in the events, without personal values", async () => {
    const task = await claimed("hopeless");
    await giveUpTask(task, "task.fault:TypeError");
    const [event] = await bench.sql`select action, subject_id, detail, actor_id from events`;
    expect(event).toEqual({
      action: "task.given-up",
      subject_id: task.id,
      actor_id: "jobs",
      detail: { name: "test.count-items", reason: "task.fault:TypeError", attempts: 1 },
    });
  });

  test("a released task was never tried", async () => {
    const task = await claimed("released");
    await releaseTask(task);
    expect(await rowOf(task)).toMatchObject({ state: "ready", attempts: 0, dispatched_at: null });
  });
});

describe("by the clock", () => {
  test("stalled tasks become ready again once, and a second sweep changes nothing", async () => {
    const stalled = await claimed("stalled");
    await claimed("alive");
    await lapse(stalled);
    expect(await inTransaction(returnStalledTasks)).toBe(1);
    expect(await inTransaction(returnStalledTasks)).toBe(0);
    expect(await rowOf(stalled)).toMatchObject({ state: "ready", last_reason: "task.worker-vanished" });
  });

  test("of many processes one puts a turn in, and not while the turn before is open", async () => {
    const put = await Promise.all(Array.from({ length: 8 }, () => putDueTurns(schedule)));
    expect(put.reduce((a, b) => a + b)).toBe(schedule.length);
    await bench.sql`update outbox set dedupe_key = dedupe_key || '-of-before'`;
    expect(await putDueTurns(schedule)).toBe(0);
    await bench.sql`update outbox set state = 'done'`;
    expect(await putDueTurns(schedule)).toBe(schedule.length);
  });

  test("the oldest waiting task's age is known, a vanished worker's included", async () => {
    expect(await oldestReadySeconds(database())).toBe(0);
    const task = await claimed("old");
    expect(await oldestReadySeconds(database())).toBe(0);
    await bench.sql`update outbox set lease_until = clock_timestamp() - interval '90 s' where id = ${task.id}`;
    expect(await oldestReadySeconds(database())).toBeCloseTo(90, 0);
  });
});
