import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { type Bench, counts, openBench, sleep, until, type WorkerProcess } from "./bench";
import { countItems } from "./test-tasks";

const items = 2_000;
const itemsATask = 5;
const tasks = items / itemsATask;

const ask = (ms: number) =>
  inTransaction((tx) =>
    enqueue(
      tx,
      countItems,
      null,
      Array.from({ length: tasks }, (_, i) => ({
        dedupeKey: String(i),
        payload: { from: i * itemsATask, to: i * itemsATask + itemsATask - 1, ms },
      })),
    ),
  );

/** Numbers that look random and are the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(2);
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

describe.each(["redis", "postgres"] as const)("on %s", (queue) => {
  test("kill -9 of workers again and again, and an emptied Redis, lose none of 2,000 items and double none", async () => {
    const roll = dice(20_121_024);
    const workers: WorkerProcess[] = [await bench.start(queue), await bench.start(queue)];
    await ask(80);
    let kills = 0;
    let doneWhileFaulty = 0;
    // A run whose faults starve the work tests only the calm after it: go on until enough was done among them.
    while (kills < 8 || doneWhileFaulty < tasks / 4) {
      await sleep(400 + roll() * 800);
      const i = roll() < 0.5 ? 0 : 1;
      // Killed while still starting it would have had nothing in its hands.
      await Promise.race([workers[i]?.ready, sleep(5_000)]);
      workers[i]?.signal("SIGKILL");
      kills += 1;
      if (kills % 3 === 0) await bench.redis.flushAll();
      workers[i] = bench.launch(queue);
      doneWhileFaulty = (await counts(bench.sql)).done;
    }
    await until("all tasks done", 40, async () => (await counts(bench.sql)).open === 0);
    const after = await counts(bench.sql);
    console.info(`${queue}: ${kills} kills, ${doneWhileFaulty} of ${after.done} tasks done among them`);
    expect(after).toEqual({ effects: items, items, done: tasks, open: 0, dead: 0 });
    expect(doneWhileFaulty).toBeLessThan(tasks);
  });
});
