import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  expectedPartBytes,
  hoursOn,
  mayHaveHours,
  type OpeningPeriod,
  openAt,
  tokyoDate,
  tokyoInstant,
  uploadPlan,
} from "@/features/incidents/rules";

/** The line everybody may ring, as it changed during the case of 2014 (DESIGN). */
const everyone: OpeningPeriod[] = [
  { validFrom: "2014-03-13", validUntil: "2014-03-16", dayKind: "weekday", opens: "09:00", closes: "19:00" },
  { validFrom: "2014-03-13", validUntil: "2014-03-16", dayKind: "weekend", opens: "09:00", closes: "18:00" },
  { validFrom: "2014-03-17", validUntil: null, dayKind: "weekday", opens: "09:00", closes: "18:00" },
];
/** The second line, for affected people, open on weekends and holidays as well. */
const affected: OpeningPeriod[] = (["weekday", "weekend", "holiday"] as const).map((dayKind) => ({
  validFrom: "2014-03-21",
  validUntil: null,
  dayKind,
  opens: "09:00",
  closes: "18:00",
}));

const at = (date: string, time: string) => tokyoInstant(date, time);

describe("the four hour patterns of the case", () => {
  it.each([
    ["Thursday 13 March, a weekday of the first days", everyone, "2014-03-13", [["09:00", "19:00"]]],
    ["Saturday 15 March", everyone, "2014-03-15", [["09:00", "18:00"]]],
    ["Monday 17 March, from when weekdays end at 18", everyone, "2014-03-17", [["09:00", "18:00"]]],
    ["Saturday 22 March, closed on weekends now", everyone, "2014-03-22", []],
    ["Friday 21 March, 春分の日, closed on holidays", everyone, "2014-03-21", []],
    ["the same holiday on the second line", affected, "2014-03-21", [["09:00", "18:00"]]],
    ["the second line the day before it opened", affected, "2014-03-20", []],
    ["the second line on a Sunday", affected, "2014-03-23", [["09:00", "18:00"]]],
    ["Tuesday 6 May, a day in lieu of a holiday", everyone, "2014-05-06", []],
  ])("%s", (_, periods, date, expected) => {
    expect(hoursOn(periods, date).map(({ opens, closes }) => [opens, closes])).toEqual(expected);
  });

  it("any moment answers until when the line is open", () => {
    expect(openAt(everyone, at("2014-03-13", "18:59"))).toEqual({
      open: true,
      until: at("2014-03-13", "19:00"),
    });
    expect(openAt(everyone, at("2014-03-17", "09:00"))).toEqual({
      open: true,
      until: at("2014-03-17", "18:00"),
    });
  });

  it("any moment answers when the line opens next, over a weekend and a holiday", () => {
    const next = (date: string, time: string) => openAt(everyone, at(date, time));
    expect(next("2014-03-13", "08:59")).toEqual({ open: false, opensNext: at("2014-03-13", "09:00") });
    expect(next("2014-03-17", "18:00")).toEqual({ open: false, opensNext: at("2014-03-18", "09:00") });
    expect(next("2014-03-20", "20:00")).toEqual({ open: false, opensNext: at("2014-03-24", "09:00") });
    expect(next("2014-03-01", "12:00")).toEqual({ open: false, opensNext: at("2014-03-13", "09:00") });
    expect(openAt([], at("2014-03-13", "12:00"))).toEqual({ open: false, opensNext: null });
  });
});

describe("the hours of a line", () => {
  it("are refused where a row ends before it begins, or two rows overlap on one day, naming the row", () => {
    const [row] = everyone as [OpeningPeriod];
    expect(mayHaveHours(everyone)).toEqual({ ok: true });
    expect(mayHaveHours([row, { ...row, opens: "12:00", closes: "12:00" }])).toMatchObject({
      because: "opens-after-closes",
      period: 2,
    });
    expect(mayHaveHours([{ ...row, validUntil: "2014-03-01" }])).toMatchObject({
      because: "ends-before-start",
    });
    expect(
      mayHaveHours([row, { ...row, validFrom: "2014-03-16", opens: "18:59", closes: "20:00" }]),
    ).toMatchObject({
      because: "overlaps",
      period: 2,
    });
    expect(mayHaveHours([row, { ...row, opens: "19:00", closes: "20:00" }])).toEqual({ ok: true });
  });

  it("a line that never closes at midnight is one opening", () => {
    const night: OpeningPeriod[] = (["weekday", "weekend", "holiday"] as const).flatMap((dayKind) => [
      { validFrom: "2014-03-13", validUntil: "2014-03-14", dayKind, opens: "20:00", closes: "24:00" },
      { validFrom: "2014-03-14", validUntil: "2014-03-15", dayKind, opens: "00:00", closes: "06:00" },
    ]);
    expect(openAt(night, at("2014-03-13", "23:00"))).toEqual({
      open: true,
      until: at("2014-03-14", "06:00"),
    });
  });

  const minute = fc.integer({ min: 0, max: 24 * 60 });
  const clock = (m: number) =>
    `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
  const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays("2014-03-01", n));
  const period: fc.Arbitrary<OpeningPeriod> = fc
    .record({
      dates: fc.tuple(day, fc.option(day)),
      dayKind: fc.constantFrom("weekday" as const, "weekend" as const, "holiday" as const),
      times: fc.tuple(minute, minute).filter(([a, b]) => a !== b),
    })
    .map(({ dates: [a, b], dayKind, times }) => ({
      validFrom: b !== null && b < a ? b : a,
      validUntil: b !== null && b < a ? a : b,
      dayKind,
      opens: clock(Math.min(...times)),
      closes: clock(Math.max(...times)),
    }));

  it("is open at a moment exactly if that day's hours hold it, and the answer stays true until it says", () => {
    fc.assert(
      fc.property(
        fc.array(period, { maxLength: 6 }),
        day,
        fc.integer({ min: 0, max: 24 * 60 - 1 }),
        (periods, date, m) => {
          const now = at(date, clock(m));
          const answer = openAt(periods, now);
          const holds = hoursOn(periods, tokyoDate(now)).some(
            (h) => h.opens <= clock(m) && clock(m) < h.closes,
          );
          expect(answer.open).toBe(holds);
          const turn = answer.open ? answer.until : answer.opensNext;
          if (!turn) return;
          expect(turn.getTime()).toBeGreaterThan(now.getTime());
          expect(openAt(periods, turn).open).toBe(!answer.open);
          const justBefore = new Date(turn.getTime() - 60_000);
          if (justBefore >= now) expect(openAt(periods, justBefore).open).toBe(answer.open);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("the parts of an upload", () => {
  it("add up to the file, whatever its size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1_000, max: 1_000_000 }),
        (bytes, part) => {
          const { parts } = uploadPlan(bytes, part);
          let sum = 0;
          for (let n = 1; n <= parts; n += 1) sum += expectedPartBytes(bytes, part, n) ?? 0;
          expect(sum).toBe(bytes);
          expect(expectedPartBytes(bytes, part, parts + 1)).toBeNull();
          expect(expectedPartBytes(bytes, part, 0)).toBeNull();
        },
      ),
      { numRuns: 200 },
    );
  });
});
