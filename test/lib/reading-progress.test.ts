import { expect, it } from "vitest";
import { ReadingProgress } from "@/lib/reading-progress";

async function* bytes(count: number, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield new Uint8Array(size);
}

it("bytes of every pass count, so that half of two passes is half of the way and the end is the whole", async () => {
  const progress = new ReadingProgress();
  const twice = progress.counted(() => bytes(10, 100), 1_000, 2);
  const once = progress.counted(() => bytes(10, 100), 1_000, 1);
  for await (const _ of twice());
  expect(progress.bytesRead).toBe(500);
  for await (const _ of once());
  for await (const _ of twice());
  expect([progress.bytesRead, progress.bytesTotal]).toEqual([2_000, 2_000]);
});

it("a look at a file's beginning is no progress", async () => {
  const progress = new ReadingProgress();
  const file = progress.counted(() => bytes(10, 100), 1_000, 1);
  for await (const _ of file()) break;
  expect(progress.bytesRead).toBe(0);
});

it("the pace is that of the last half minute, and the time left follows from bytes", async () => {
  const progress = new ReadingProgress();
  const file = progress
    .counted(() => bytes(10, 100), 1_000, 1)()
    [Symbol.asyncIterator]();
  expect(progress.measure(0)).toBeNull();
  await file.next();
  await file.next();
  progress.rows = 50;
  expect(progress.measure(2_000)).toEqual({ rowsPerSecond: 25, secondsLeft: 8 });
  expect(progress.measure(60_000)).toBeNull();
  progress.forget();
  expect(progress.measure(61_000)).toBeNull();
  expect(progress.measure(63_000)).toEqual({ rowsPerSecond: 0, secondsLeft: null });
});
