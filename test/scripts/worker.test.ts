import { expect, test } from "vitest";
import { startWorker } from "../setup/server";

test.each(["postgres", "redis"] as const)(
  "the bundled jobs process starts on the %s queue, and again after kill -9",
  async (queue) => {
    const worker = await startWorker({ queue });
    await saysReady(worker.log, 1);
    await worker.killJobs();
    worker.startJobs();
    await saysReady(worker.log, 2);
    await worker.stop();
  },
);

async function saysReady(log: () => string, times: number): Promise<void> {
  await expect.poll(() => log().match(/"jobs ready"/g)?.length ?? 0, { timeout: 20_000 }).toBe(times);
}
