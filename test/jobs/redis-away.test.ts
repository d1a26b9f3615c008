import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { startPrivateRedis } from "../setup/redis";
import { type Bench, counts, openBench, sleep, until } from "./bench";
import { askToCount, countItems } from "./test-tasks";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(3);
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

const isDone = async (tasks: number) => (await counts(bench.sql)).done === tasks;

test("while Redis is away work is asked for and done as before, and its return needs nobody", async () => {
  const worker = await bench.start("redis");
  await askToCount("before", 0, 20);
  await until("work by the queue", 20, () => isDone(20));

  bench.redis.kill9();
  const askedAt = performance.now();
  await askToCount("away", 100, 40);
  expect(performance.now() - askedAt).toBeLessThan(2_000);
  await until("work by the outbox alone", 20, () => isDone(60));

  await bench.redis.restart();
  await askToCount("after", 200, 20);
  await until("work after the return", 20, () => isDone(80));
  expect(worker.isAlive()).toBe(true);
  const after = await counts(bench.sql);
  expect(after).toEqual({ effects: 80, items: 80, done: 80, open: 0, dead: 0 });
});

test("a worker that starts while Redis is away works, and takes to the queue once it is there", async () => {
  bench.redis.kill9();
  const worker = await bench.start("redis", { JOBS_LEASE_SECONDS: "6" });
  await askToCount("alone", 0, 10);
  await until("work by the outbox alone", 20, () => isDone(10));
  await bench.redis.restart();
  await until("a hint from the queue", 20, async () => {
    await askToCount(`tick-${performance.now()}`, 1_000, 1);
    await sleep(400);
    // Younger than the outbox may bring it: the queue must have.
    return (await counts(bench.sql)).open === 0;
  });
  expect(worker.isAlive()).toBe(true);
});

test("work left over from an emptied Redis resumes by itself", async () => {
  await askToCount("queued", 0, 60, 60);
  await bench.start("redis");
  await until("some of it done", 20, async () => (await counts(bench.sql)).done > 5);
  await bench.redis.flushAll();
  const left = (await counts(bench.sql)).open;
  expect(left).toBeGreaterThan(10);
  await until("the rest", 20, () => isDone(60));
  expect((await counts(bench.sql)).effects).toBe(60);
});

test("a Redis that would evict is refused with a sentence that says what to set", async () => {
  const forgetful = await startPrivateRedis(["--maxmemory-policy", "allkeys-lru"]);
  try {
    const worker = bench.launch("redis", { REDIS_URL: forgetful.url });
    expect(await worker.ended).toBe("1");
    expect(worker.output()).toContain("The jobs cannot start.");
    expect(worker.output()).toContain('maxmemory-policy "allkeys-lru"');
    expect(worker.output()).toContain("maxmemory-policy noeviction");
  } finally {
    await forgetful.stop();
  }
});

test("a full Redis takes no hints, and the work is done all the same", async () => {
  const full = await startPrivateRedis(["--maxmemory", "1mb"]);
  try {
    const client = new Redis(full.url, { maxRetriesPerRequest: 1 });
    await client.set("filler", "x".repeat(200_000)).catch(() => undefined);
    await bench.start("redis", { REDIS_URL: full.url });
    await askToCount("full", 0, 20);
    await until("work by the outbox alone", 30, () => isDone(20));
    client.disconnect();
  } finally {
    await full.stop();
  }
});

test("Redis holds ids of tasks and nothing of their payload", async () => {
  const canary = 7_418_529_630;
  await bench.redis.flushAll();
  // One hand, busy for seconds: the other hints stay where they can be read.
  const worker = await bench.start("redis", { JOBS_CONCURRENCY: "1" });
  await inTransaction((tx) =>
    enqueue(
      tx,
      countItems,
      null,
      Array.from({ length: 30 }, (_, i) => ({
        dedupeKey: `canary-${i}`,
        payload: { from: i, to: i, ms: i === 0 ? 300 : canary / 1e9 },
      })),
    ),
  );
  const client = new Redis(bench.redis.url);
  await until("hints in Redis", 20, async () => (await client.keys("owabi:tasks:t-*")).length > 5);
  const keys = await client.keys("owabi:tasks:t-*");
  const data = await Promise.all(
    keys
      .filter((key) => !key.endsWith(":lock"))
      .map(async (key) => JSON.parse((await client.hget(key, "data")) ?? "{}")),
  );
  expect(data.map((hint) => Object.keys(hint).join())).toEqual(data.map(() => "taskId"));
  const everything = await dump(client);
  client.disconnect();
  expect(everything.length).toBeGreaterThan(1_000);
  const found = ["payload", "from", "canary", "7.41852963", "test.count-items"].filter((w) =>
    everything.includes(w),
  );
  expect(found).toEqual([]);
  worker.signal("SIGKILL");
});

test("a reader to which the queue brings nothing is opened anew", async () => {
  const queue = new Queue("tasks", { prefix: "owabi", connection: { url: bench.redis.url } });
  await queue.pause();
  const worker = await bench.start("redis");
  await until("the worker connecting anew", 20, async () => {
    await askToCount(`deaf-${performance.now()}`, 0, 2);
    await sleep(300);
    return worker.output().includes("connecting anew");
  });
  await queue.resume();
  await until("the hints read", 30, async () => (await queue.getWaitingCount()) === 0);
  await queue.close();
  await until("all tasks done", 20, async () => (await counts(bench.sql)).open === 0);
  const after = await counts(bench.sql);
  expect(after).toEqual({ ...after, effects: after.done, dead: 0 });
});

/** Every key with its value, as text. */
async function dump(client: Redis): Promise<string> {
  let text = "";
  for (const key of await client.keys("*")) {
    const type = await client.type(key);
    text += `${key}\n`;
    if (type === "hash") text += JSON.stringify(await client.hgetall(key));
    if (type === "list") text += JSON.stringify(await client.lrange(key, 0, -1));
    if (type === "string") text += await client.get(key);
    if (type === "set") text += JSON.stringify(await client.smembers(key));
    if (type === "zset") text += JSON.stringify(await client.zrangebyscore(key, "-inf", "+inf"));
    if (type === "stream") text += JSON.stringify(await client.xrange(key, "-", "+"));
  }
  return text;
}
