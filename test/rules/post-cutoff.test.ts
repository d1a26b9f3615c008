import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextCollection, tokyoDate } from "@/features/incidents/rules";

describe("the next collection of the post", () => {
  it("is today until the minute has come, and tomorrow's from then on, in Tokyo's time", () => {
    const at = (iso: string) => nextCollection("17:30", new Date(iso));
    expect(at("2014-03-12T16:29:30+09:00")).toMatchObject({ isToday: true, secondsLeft: 3630 });
    expect(at("2014-03-12T17:30:00+09:00")).toMatchObject({ isToday: false, secondsLeft: 86_400 });
    expect(at("2014-03-11T23:59:59Z")).toMatchObject({ isToday: true });
    expect(nextCollection("00:00", new Date("2014-03-12T00:00:00+09:00")).isToday).toBe(false);
  });

  it("is never past and never more than a day away", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const moment = fc.date({
      min: new Date("2000-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(minute, moment, (minutes, now) => {
        const pad = (value: number) => String(value).padStart(2, "0");
        const next = nextCollection(`${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:00`, now);
        expect(next.secondsLeft).toBeGreaterThan(0);
        expect(next.secondsLeft).toBeLessThanOrEqual(86_400);
        expect(next.isToday).toBe(tokyoDate(next.at) === tokyoDate(now));
      }),
    );
  });
});
