import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterAttempt,
  attemptLimits,
  callbackPeriods,
  mayRecordAttempt,
  mayRing,
  openStates,
  promiseAfterAttempt,
  slotsAhead,
  slotsOn,
} from "@/features/callbacks/rules";
import { attemptOutcomes, callTaskStates } from "@/features/callbacks/schema";
import {
  hoursOn,
  mayHaveHours,
  type OpeningPeriod,
  tokyoDate,
  tokyoInstant,
} from "@/features/incidents/rules";

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "45"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
const day = fc
  .date({ min: new Date("2014-01-01T00:00:00Z"), max: new Date("2026-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const period: fc.Arbitrary<OpeningPeriod> = fc.record({
  validFrom: fc.constantFrom("2014-01-01", "2014-03-13", "2020-01-01"),
  validUntil: fc.constantFrom(null, "2014-03-16", "2025-12-31"),
  dayKind: fc.constantFrom("weekday" as const, "weekend" as const, "holiday" as const),
  opens: time,
  closes: fc.oneof(time, fc.constant("24:00")),
});
const periods = fc.array(period, { maxLength: 8 }).filter((list) => mayHaveHours(list).ok);
const minutes = fc.integer({ min: 5, max: 240 });

describe("callback slots", () => {
  it("lie wholly inside the line's hours, one after the other, whatever the hours are", () => {
    fc.assert(
      fc.property(periods, day, minutes, (hours, date, length) => {
        const open = hoursOn(hours, date).map(({ opens, closes }) => [
          tokyoInstant(date, opens).getTime(),
          tokyoInstant(date, closes).getTime(),
        ]);
        let last = 0;
        for (const { startsAt, endsAt } of slotsOn(hours, date, length)) {
          const [start, end] = [startsAt.getTime(), endsAt.getTime()];
          expect(end - start).toBe(length * 60_000);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(open.some(([opens = 0, closes = 0]) => opens <= start && end <= closes)).toBe(true);
          last = end;
        }
      }),
    );
  });

  it("are offered from now on for two weeks, never in the past", () => {
    fc.assert(
      fc.property(
        periods,
        fc.date({ min: new Date("2014-03-01"), max: new Date("2026-06-01"), noInvalidDate: true }),
        (hours, now) => {
          const slots = slotsAhead(hours, now, 30);
          const latest = now.getTime() + attemptLimits.daysOfSlots * 86_400_000;
          for (const { startsAt } of slots) {
            expect(startsAt.getTime()).toBeGreaterThan(now.getTime());
            expect(startsAt.getTime()).toBeLessThan(latest);
          }
          const starts = slots.map(({ startsAt }) => startsAt.getTime());
          expect(new Set(starts).size).toBe(starts.length);
        },
      ),
    );
  });

  it("follow the four patterns of the case: hours change on the 17th, the affected people's own line opens on the 21st", () => {
    const line = (from: string, until: string | null, kind: OpeningPeriod["dayKind"], closes: string) => ({
      validFrom: from,
      validUntil: until,
      dayKind: kind,
      opens: "09:00",
      closes,
    });
    const everyone = {
      audience: "everyone" as const,
      hours: [
        line("2014-03-13", "2014-03-16", "weekday", "19:00"),
        line("2014-03-13", "2014-03-16", "weekend", "18:00"),
        line("2014-03-17", null, "weekday", "18:00"),
      ],
    };
    const affected = {
      audience: "affected" as const,
      hours: [line("2014-03-21", null, "weekend", "18:00"), line("2014-03-21", null, "holiday", "18:00")],
    };
    const count = (date: string) => slotsOn(everyone.hours, date, 60).length;
    expect([count("2014-03-13"), count("2014-03-15"), count("2014-03-17"), count("2014-03-22")]).toEqual([
      10, 9, 9, 0,
    ]);
    // 2014-03-21 was 春分の日.
    expect(slotsOn(everyone.hours, "2014-03-21", 60)).toHaveLength(0);
    expect(slotsOn(callbackPeriods([everyone, affected]), "2014-03-21", 60)).toHaveLength(9);
    expect(tokyoDate(slotsOn(everyone.hours, "2014-03-13", 60)[0]?.startsAt ?? new Date(0))).toBe(
      "2014-03-13",
    );
  });
});

describe("attempts", () => {
  const outcome = fc.constantFrom(...attemptOutcomes);

  it("end every task: at the latest the sixth leaves it closed, and a wait stands only on what is owed", () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 6, maxLength: 6 }), (outcomes) => {
        let state: (typeof callTaskStates)[number] = "owed";
        let attempts = 0;
        for (const one of outcomes) {
          if (!mayRecordAttempt(state, one, [], []).ok) break;
          attempts += 1;
          const after = afterAttempt(one, attempts);
          expect(after.waitMinutes !== null).toBe(after.state === "owed");
          if (after.waitMinutes !== null) expect(after.waitMinutes).toBeGreaterThanOrEqual(60);
          state = after.state;
        }
        expect(state).not.toBe("owed");
        expect(attempts).toBeLessThanOrEqual(attemptLimits.most);
      }),
    );
  });

  it("count as explained only with every item, and close nothing that is done", () => {
    const items = fc.subarray(["SK", "SD", "RC"]);
    fc.assert(
      fc.property(fc.constantFrom(...callTaskStates), items, items, (state, toExplain, explained) => {
        const { ok } = mayRecordAttempt(state, "explained", toExplain, explained);
        expect(ok).toBe(state !== "done" && toExplain.every((item) => explained.includes(item)));
      }),
    );
  });

  it("settle every promise that was due, and leave none to a task that is closed", () => {
    const states = fc.constantFrom(...callTaskStates);
    fc.assert(
      fc.property(outcome, fc.boolean(), states, (one, wasDue, after) => {
        const settled = promiseAfterAttempt(one, { wasDue }, after);
        if (wasDue) expect(["kept", "missed"]).toContain(settled);
        if (["done", "refused", "stopped"].includes(after)) expect(settled).not.toBe("stands");
      }),
    );
  });

  it("are made only while a call is owed or promised, not withheld, and its waiting time is over", () => {
    const now = new Date("2014-03-13T03:00:00Z");
    const at = fc.option(
      fc.date({ min: new Date("2014-03-12"), max: new Date("2014-03-14"), noInvalidDate: true }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...callTaskStates),
        at,
        fc.boolean(),
        (state, nextCallableAt, noticeOwed) => {
          const { ok } = mayRing({ state, nextCallableAt, noticeOwed }, now);
          if (!openStates.includes(state)) expect(ok).toBe(false);
          else if (state === "promised") expect(ok).toBe(true);
          else expect(ok).toBe(noticeOwed && (nextCallableAt === null || nextCallableAt <= now));
        },
      ),
    );
  });
});
