import { readdirSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { type Bench, counts, openBench, until } from "./bench";
import { appendLine } from "./test-tasks";

/** Each point at its first hit and, where two tasks meet it twice, at its second. */
const crashes = [
  "relay.marked:1",
  "relay.hinted:1",
  ...["task.claimed", "task.recorded", "task.finished", "task.committed"].flatMap((p) => [
    `${p}:1`,
    `${p}:2`,
  ]),
];

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(1, 1);
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

/** Two tasks that write a file and then record it. */
const askForTwo = (from: number) =>
  inTransaction((tx) =>
    enqueue(
      tx,
      appendLine,
      null,
      [from, from + 1].map((item) => ({ dedupeKey: String(item), payload: { item } })),
    ),
  );

describe.each(["redis", "postgres"] as const)("on %s", (queue) => {
  test("a crash at any point between act and record is made good by the next worker, once", async () => {
    for (const [i, crash] of crashes.entries()) {
      await askForTwo(i * 2);
      const worker = bench.launch(queue, { OWABI_FAILPOINT: crash });
      expect(await worker.ended).toBe("SIGKILL");
      expect(worker.output()).toContain(`killed at ${crash.split(":")[0]}\n`);
    }
    await bench.start(queue);
    await until("all tasks done", 15, async () => (await counts(bench.sql)).open === 0);
    const all = crashes.length * 2;
    expect(await counts(bench.sql)).toEqual({ effects: all, items: all, done: all, open: 0, dead: 0 });
    expect(readdirSync(bench.folder).filter((name) => name.startsWith("item-"))).toHaveLength(all);
  });
});
