import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundleOf, discountsFor, postageOf, slackTrade } from "@/features/print-runs/postage/rules";
import type { PieceGroup, Slack } from "@/features/print-runs/postage/schema";
import { postTables } from "@/features/print-runs/postage/tables";

const light = (pieces: number): PieceGroup[] => [{ weightG: 15, barcode: true, sorted: true, pieces }];
const cost = (groups: PieceGroup[], postedOn = "2026-04-01", slack: Slack = "none") =>
  postageOf(groups, { postedOn, slack });

const groups = fc.array(
  fc.record({
    weightG: fc.integer({ min: 1, max: 60 }),
    barcode: fc.boolean(),
    sorted: fc.boolean(),
    pieces: fc.integer({ min: 0, max: 60_000 }),
  }),
  { maxLength: 8 },
);
const days = fc.constantFrom(
  "2014-03-12",
  "2016-06-01",
  "2019-10-01",
  "2022-10-01",
  "2024-10-01",
  "2026-11-24",
);
const slacks = fc.constantFrom<Slack>("none", "three-days");

describe("postage", () => {
  test("of 39,585 letters at ¥110 is ¥4,354,350, and 9 % takes off ¥391,892", () => {
    const all = cost(light(39_585), "2026-04-01", "three-days");
    expect(all.fullYen).toBe(4_354_350);
    expect(all.percents).toEqual({ barcode: 3, presort: 4, slack: 2 });
    expect(all.fullYen - all.payYen).toBe(391_892);
    expect(all.payYen).toBe(3_962_458);
  });

  test.each([
    ["2014-03-12", 80],
    ["2014-03-31", 80],
    ["2014-04-01", 82],
    ["2019-09-30", 82],
    ["2019-10-01", 84],
    ["2024-09-30", 84],
    ["2024-10-01", 110],
  ])("on %s takes ¥%d for a light letter", (postedOn, yen) => {
    expect(cost(light(1), postedOn).payYen).toBe(yen);
  });

  test("gives a discount from its least number on, and none before we know of one", () => {
    const percents = (pieces: number, postedOn = "2026-04-01", slack: Slack = "three-days") =>
      Object.values(discountsFor(light(pieces), { postedOn, slack }));
    expect(percents(999)).toEqual([0, 0, 0]);
    expect(percents(1_000)).toEqual([3, 0, 0]);
    expect(percents(1_999)).toEqual([3, 0, 0]);
    expect(percents(2_000)).toEqual([3, 3, 2]);
    expect(percents(10_000)).toEqual([3, 4, 2]);
    expect(percents(50_000)).toEqual([3, 5, 2]);
    expect(percents(100_000)).toEqual([3, 6, 2]);
    expect(percents(100_000, "2014-03-12")).toEqual([0, 0, 0]);
    expect(percents(100_000, "2022-09-30")).toEqual([3, 6, 0]);
  });

  test("of pieces over 50 g is not guessed: they are counted apart", () => {
    const postage = cost([...light(10), { weightG: 55, barcode: true, sorted: true, pieces: 3 }]);
    expect(postage).toMatchObject({ pieces: 10, tooHeavy: 3, payYen: 1_100 });
  });

  test("adds up: lines make the total, what is paid and each discount make the full price", () => {
    fc.assert(
      fc.property(groups, days, slacks, (pieces, postedOn, slack) => {
        const all = postageOf(pieces, { postedOn, slack });
        const sum = (of: (line: (typeof all.lines)[number]) => number) =>
          all.lines.reduce((total, line) => total + of(line), 0);
        expect(sum((line) => line.pieces)).toBe(all.pieces);
        expect(sum((line) => line.fullYen)).toBe(all.fullYen);
        expect(sum((line) => line.payYen)).toBe(all.payYen);
        expect(all.payYen + all.barcodeYen + all.presortYen + all.slackYen).toBe(all.fullYen);
        expect(Math.min(all.barcodeYen, all.presortYen, all.slackYen)).toBeGreaterThanOrEqual(0);
        expect(all.pieces + all.tooHeavy).toBe(pieces.reduce((total, group) => total + group.pieces, 0));
      }),
    );
  });

  test("never gives less of a discount for more pieces, nor costs more with slack", () => {
    fc.assert(
      fc.property(groups, groups, days, slacks, (some, more, postedOn, slack) => {
        const less = discountsFor(some, { postedOn, slack });
        const greater = discountsFor([...some, ...more], { postedOn, slack });
        for (const name of ["barcode", "presort", "slack"] as const)
          expect(greater[name]).toBeGreaterThanOrEqual(less[name]);
        const [none, three] = [cost(some, postedOn), cost(some, postedOn, "three-days")];
        expect(three.payYen).toBeLessThanOrEqual(none.payYen);
      }),
    );
  });

  test("does not depend on how the pieces are grouped", () => {
    fc.assert(
      fc.property(groups, days, slacks, (some, postedOn, slack) => {
        const split = some.flatMap((group) => {
          const half = Math.floor(group.pieces / 2);
          return [
            { ...group, pieces: half },
            { ...group, pieces: group.pieces - half },
          ];
        });
        expect(postageOf(split.reverse(), { postedOn, slack })).toEqual(postageOf(some, { postedOn, slack }));
      }),
    );
  });

  test("says what three days of slack save, and what day they put the letters off to", () => {
    const costs = { none: cost(light(39_585)), slack: cost(light(39_585), "2026-04-01", "three-days") };
    const dates = { postedOn: "2026-04-01", discoveredOn: "2026-03-20", letterDate: "2026-04-02" };
    expect(slackTrade(costs, dates)).toEqual({
      savesYen: 87_087,
      days: 3,
      asIfPostedOn: "2026-04-04",
      daysSinceDiscovery: 15,
      reportDueOn: "2026-04-18",
      reportDaysLeft: 14,
      daysAfterLetterDate: 2,
    });
    const few = { none: cost(light(500)), slack: cost(light(500), "2026-04-01", "three-days") };
    expect(slackTrade(few, dates)).toBeNull();
  });

  test("knows the area of every postcode there can be", () => {
    const named = postTables.areas.named.flatMap(({ digits }) => digits);
    expect([...named].sort()).toEqual(Array.from({ length: 100 }, (_, at) => String(at).padStart(2, "0")));
    expect(bundleOf("0630803")).toEqual({ digits: "063", areaJa: "北海道", areaEn: "Hokkaido" });
    expect(bundleOf(null).digits).toBeNull();
  });
});
