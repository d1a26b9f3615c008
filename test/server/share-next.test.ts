import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { shareNext } from "@/server/share-next";

describe("a costly question asked by many", () => {
  it("is worked out twice, not a hundred times, and nobody gets an answer older than their question", async () => {
    let begun = 0;
    const ask = shareNext(async () => {
      begun += 1;
      const turn = begun;
      await pause(20);
      return turn;
    });
    const first = ask("a");
    const others = await Promise.all(Array.from({ length: 100 }, () => ask("a")));
    expect(await first).toBe(1);
    expect(new Set(others)).toEqual(new Set([2]));
    expect(begun).toBe(2);
  });

  it("is worked out apart for each key, and anew after it was answered", async () => {
    let begun = 0;
    const ask = shareNext(async (key) => `${key}${++begun}`);
    expect(await Promise.all([ask("a"), ask("b")])).toEqual(["a1", "b2"]);
    expect(await ask("a")).toBe("a3");
  });

  it("fails for those who waited for it, and works for the next", async () => {
    let fails = true;
    const ask = shareNext(async () => {
      if (fails) throw new Error("away");
      return "here";
    });
    await expect(ask("a")).rejects.toThrow("away");
    fails = false;
    expect(await ask("a")).toBe("here");
  });
});
