import { describe, expect, it } from "vitest";
import { agentHours, postageFor } from "@/features/scope/rules";
import { countPresent, presentToggles } from "@/features/scope/what-if/count-what-if";
import { dayBins, mayLieBetween } from "@/features/scope/what-if/day-bins";
import { keptPresent, MeasureShelf } from "@/features/scope/what-if/measure-shelf";
import { packed } from "./random-measure";

describe("postage", () => {
  const plain = { day: "2024-10-01", grams: 25, barcode: false, presorted: false, slack: false } as const;

  it("takes the rate of the day the letters are handed over", () => {
    const yen = (day: string, grams: 25 | 50 = 25) => postageFor(1, { ...plain, day, grams }).yenALetter;
    expect([yen("2014-03-12"), yen("2014-04-01"), yen("2019-09-30")]).toEqual([80, 82, 82]);
    expect([yen("2019-10-01"), yen("2024-09-30"), yen("2024-10-01")]).toEqual([84, 84, 110]);
    expect([yen("2024-09-30", 50), yen("2026-01-01", 50)]).toEqual([94, 110]);
  });

  it("takes off barcode, presorting and slack from their numbers of letters on, together", () => {
    const all = { ...plain, barcode: true, presorted: true, slack: true };
    expect(postageFor(39_585, plain).yen).toBe(4_354_350);
    expect(postageFor(39_585, all)).toMatchObject({ percentOff: 9, yen: 4_354_350 - 391_892 });
    const off = (letters: number) => postageFor(letters, all).percentOff;
    expect([off(999), off(1_000), off(2_000), off(10_000), off(50_000), off(100_000)]).toEqual([
      0, 3, 8, 9, 10, 11,
    ]);
    expect(postageFor(2_000, { ...all, presorted: false }).percentOff).toBe(3);
    expect(postageFor(0, all).yen).toBe(0);
  });
});

describe("agent hours", () => {
  it("are people times minutes, to the tenth of an hour", () => {
    expect([agentHours(39_585, 8), agentHours(1, 8), agentHours(0, 8)]).toEqual([5278, 0.1, 0]);
  });
});

describe("the days of a chart", () => {
  it("have a bin each, also where nothing was received, and one for papers of no known day", () => {
    const { unit, keys, binOf } = dayBins(["2012-10-30", "2012-11-02", null]);
    expect(unit).toBe("day");
    expect(keys).toEqual(["2012-10-30", "2012-10-31", "2012-11-01", "2012-11-02", null]);
    expect([...binOf]).toEqual([0, 3, 4]);
  });

  it("become months and years as the time grows, and days again in a narrow range", () => {
    const days = ["2007-01-31", "2012-10", "2012-10-30", "2012-11-02"];
    expect(dayBins(days.slice(1)).keys).toContain("2012-10");
    expect(dayBins(["2012-01-31", "2012-10", "2012-11-02"]).keys).toHaveLength(11);
    expect(dayBins(days).keys).toEqual(["2007", "2008", "2009", "2010", "2011", "2012"]);
    const narrow = dayBins(days, "2012-10-30", "2012-11-30");
    expect(narrow.unit).toBe("day");
    expect(narrow.keys[0]).toBe("2012-10");
    expect(narrow.keys.at(-1)).toBe("2012-11-02");
  });

  it("never take a paper out whose day nobody knows, or whose month overlaps", () => {
    expect(mayLieBetween(null, "2012-10-01", "2012-10-02")).toBe(true);
    expect(mayLieBetween("2012-10", "2012-10-31", "2012-12-01")).toBe(true);
    expect(mayLieBetween("2012-09", "2012-10-31", null)).toBe(false);
  });
});

describe("measures kept in memory", () => {
  const measure = (papers: number) =>
    packed({
      volumes: 1,
      jobs: 1,
      people: Array.from({ length: papers }, () => ({
        writable: true,
        withheld: false,
        minor: false,
        bereaved: false,
      })),
      papers: Array.from({ length: papers }, (_, at) => ({
        day: at % 5,
        class: at % 3,
        copies: [{ volume: 0, job: 0, partial: at % 2 === 0 }],
        people: [at],
      })),
    });

  it("are loaded once for everybody who asks at once, and again for another version only", async () => {
    const shelf = new MeasureShelf(1_000_000);
    let loads = 0;
    const load = async () => {
      loads += 1;
      return measure(3);
    };
    const [one, other] = await Promise.all([shelf.take("a", 1, load), shelf.take("a", 1, load)]);
    expect(one).toBe(other);
    expect(await shelf.take("a", 1, load)).toBe(one);
    expect(loads).toBe(1);
    expect((await shelf.take("a", 2, load)).version).toBe(2);
    expect(loads).toBe(2);
    // Whoever still asks for the older version gets it, but it does not push the newer one out.
    expect((await shelf.take("a", 1, load)).version).toBe(1);
    await shelf.take("a", 2, load);
    expect(loads).toBe(3);
  });

  it("stay within their bytes, the least used going first, and what failed to load is tried again", async () => {
    const one = measure(30);
    const shelf = new MeasureShelf(one.bytes * 2);
    let loads = 0;
    const load = async () => {
      loads += 1;
      return measure(30);
    };
    await shelf.take("a", 1, load);
    await shelf.take("b", 1, load);
    await shelf.take("a", 1, load);
    await shelf.take("c", 1, load);
    expect(shelf.bytes()).toBeLessThanOrEqual(one.bytes * 2);
    await shelf.take("a", 1, load);
    expect(loads).toBe(3);
    await shelf.take("b", 1, load);
    expect(loads).toBe(4);
    await expect(shelf.take("d", 1, () => Promise.reject(new Error("cut")))).rejects.toThrow("cut");
    expect((await shelf.take("d", 1, load)).version).toBe(1);
  });

  it("keep the present scope beside the measure, counted once a range", async () => {
    const shelf = new MeasureShelf(1_000_000);
    const kept = await shelf.take("a", 1, async () => measure(6));
    let counts = 0;
    const count = () => {
      counts += 1;
      return countPresent(kept.measure, ["V0"], presentToggles(["V0"]));
    };
    expect(keptPresent(kept, "x", count)).toBe(keptPresent(kept, "x", count));
    expect(counts).toBe(1);
    for (let range = 0; range < 20; range += 1) keptPresent(kept, String(range), count);
    expect(kept.present.size).toBeLessThanOrEqual(8);
  });
});
