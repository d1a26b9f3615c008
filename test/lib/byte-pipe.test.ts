import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BytePipe } from "@/lib/byte-pipe";

const chunks = fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 40 });

describe("bytes through a pipe", () => {
  it("arrive whole and in order, whoever is slower", async () => {
    await fc.assert(
      fc.asyncProperty(chunks, fc.infiniteStream(fc.boolean()), async (all, pauses) => {
        const pipe = new BytePipe();
        const pause = async () => {
          if (pauses.next().value) await setImmediate();
        };
        const writing = (async () => {
          for (const bytes of all) {
            await pause();
            await pipe.push(bytes);
          }
          pipe.close();
        })();
        const read: Uint8Array[] = [];
        for await (const bytes of pipe) {
          await pause();
          read.push(bytes);
        }
        await writing;
        expect(read).toEqual(all);
      }),
      { numRuns: 100 },
    );
  });

  it("wait for a slow reader: what was made and not yet read stays small", async () => {
    const pipe = new BytePipe();
    let made = 0;
    let read = 0;
    let most = 0;
    const writing = (async () => {
      for (let i = 0; i < 100; i++) {
        made += 100_000;
        most = Math.max(most, made - read);
        await pipe.push(new Uint8Array(100_000));
      }
      pipe.close();
    })();
    for await (const bytes of pipe) {
      await setImmediate();
      read += bytes.byteLength;
    }
    await writing;
    expect(read).toBe(10_000_000);
    expect(most).toBeLessThanOrEqual(500_000);
  });

  it("a reader that stops frees the writer with an error, also when it never began", async () => {
    const pipe = new BytePipe();
    const writing = pipe.push(new Uint8Array(1_000_000));
    for await (const _ of pipe) break;
    await expect(writing).rejects.toMatchObject({ reason: "byte-pipe.reader-left" });
    const unread = new BytePipe();
    const stuck = unread.push(new Uint8Array(1_000_000));
    unread.abandon();
    await expect(stuck).rejects.toMatchObject({ reason: "byte-pipe.reader-left" });
    await expect(unread.push(new Uint8Array(1))).rejects.toMatchObject({ reason: "byte-pipe.reader-left" });
  });

  it("a writer that fails fails the reader, after what had been handed on", async () => {
    const pipe = new BytePipe();
    await pipe.push(new Uint8Array([1]));
    pipe.close(new Error("no more letters"));
    const read: number[] = [];
    const reading = (async () => {
      for await (const bytes of pipe) read.push(...bytes);
    })();
    await expect(reading).rejects.toThrow("no more letters");
    expect(read).toEqual([1]);
  });
});
