import { addDays, hoursOn, type OpeningPeriod, tokyoDate, tokyoInstant } from "@/features/incidents/rules";
import type { AttemptOutcome, CallbackState, CallTaskState } from "./schema";

/** How often and how soon we ring again. Settings of the house until an incident has its own. */
export const attemptLimits = { most: 6, gapMinutes: 240, laterMinutes: 60, daysOfSlots: 14 } as const;

type After = { state: CallTaskState | "again"; waitMinutes: number | null };

/** What an attempt makes of a call task: `again` keeps it owed, not before `waitMinutes` have passed. */
const afterOutcome: Record<AttemptOutcome, After> = {
  explained: { state: "done", waitMinutes: null },
  "no-answer": { state: "again", waitMinutes: attemptLimits.gapMinutes },
  busy: { state: "again", waitMinutes: attemptLimits.laterMinutes },
  "asked-later": { state: "again", waitMinutes: attemptLimits.gapMinutes },
  "wrong-number": { state: "stopped", waitMinutes: null },
  refused: { state: "refused", waitMinutes: null },
};

/**
 * The task's state after its `attempts`-th attempt (1 = the first) ended so, and how many minutes must pass.
 * The last allowed attempt that reached nobody exhausts the task.
 */
export function afterAttempt(
  outcome: AttemptOutcome,
  attempts: number,
): { state: CallTaskState; waitMinutes: number | null } {
  const after = afterOutcome[outcome];
  if (after.state !== "again") return { state: after.state, waitMinutes: null };
  if (attempts >= attemptLimits.most) return { state: "exhausted", waitMinutes: null };
  return { state: "owed", waitMinutes: after.waitMinutes };
}

/** States in which we still owe a call. */
export const openStates: readonly CallTaskState[] = ["owed", "promised"];

/** States in which a call may be promised: also to somebody we gave up on, or who refused, and who now asks. */
export const promisableStates: readonly CallTaskState[] = ["owed", "promised", "exhausted", "refused"];

export type MayRing = { ok: true } | { ok: false; because: "call-task.closed" | "call-task.too-early" };

/**
 * May the person be rung now? An owed explanation keeps its waiting time and needs a notice that is still owed
 * (a later wish not to be rung withholds it); a promised call may be made whenever the promise stands.
 */
export function mayRing(
  task: { state: CallTaskState; nextCallableAt: Date | null; noticeOwed: boolean },
  now: Date,
): MayRing {
  if (task.state === "promised") return { ok: true };
  if (task.state !== "owed" || !task.noticeOwed) return { ok: false, because: "call-task.closed" };
  if (task.nextCallableAt && task.nextCallableAt > now) return { ok: false, because: "call-task.too-early" };
  return { ok: true };
}

const reached: readonly AttemptOutcome[] = ["explained", "asked-later", "refused"];

/**
 * What an attempt makes of the promise that stood. One that was due when we rang is kept by reaching the person
 * and missed otherwise; one still ahead stands, unless the call it was made for is no longer owed.
 */
export function promiseAfterAttempt(
  outcome: AttemptOutcome,
  promise: { wasDue: boolean },
  taskAfter: CallTaskState,
): "stands" | Exclude<CallbackState, "booked"> {
  if (promise.wasDue) return reached.includes(outcome) ? "kept" : "missed";
  if (openStates.includes(taskAfter) || taskAfter === "exhausted") return "stands";
  return outcome === "explained" ? "kept" : "cancelled";
}

export type AttemptVerdict = { ok: true } | { ok: false; because: string };

/**
 * May an attempt be recorded so? "Explained" needs every item ticked off that was to be explained; it may also
 * end a task we had given up. Nothing else may be recorded against a task that is closed.
 */
export function mayRecordAttempt(
  state: CallTaskState,
  outcome: AttemptOutcome,
  toExplain: readonly string[],
  explained: readonly string[],
): AttemptVerdict {
  const closed = outcome === "explained" ? state === "done" : !openStates.includes(state);
  if (closed) return { ok: false, because: "call-task.closed" };
  if (outcome === "explained" && toExplain.some((item) => !explained.includes(item))) {
    return { ok: false, because: "call-task.not-all-explained" };
  }
  return { ok: true };
}

export type SlotTime = { startsAt: Date; endsAt: Date };

/** The callback slots of a day: stretches of `minutes` that lie wholly inside the line's opening hours. */
export function slotsOn(periods: readonly OpeningPeriod[], date: string, minutes: number): SlotTime[] {
  const lengthMs = minutes * 60_000;
  return hoursOn(periods, date).flatMap(({ opens, closes }) => {
    const end = tokyoInstant(date, closes).getTime();
    const slots: SlotTime[] = [];
    for (let start = tokyoInstant(date, opens).getTime(); start + lengthMs <= end; start += lengthMs) {
      slots.push({ startsAt: new Date(start), endsAt: new Date(start + lengthMs) });
    }
    return slots;
  });
}

/** Slots that begin after `now`, from today for `attemptLimits.daysOfSlots` days. */
export function slotsAhead(periods: readonly OpeningPeriod[], now: Date, minutes: number): SlotTime[] {
  const today = tokyoDate(now);
  return Array.from({ length: attemptLimits.daysOfSlots }, (_, days) => addDays(today, days))
    .flatMap((date) => slotsOn(periods, date, minutes))
    .filter((slot) => slot.startsAt > now);
}

type Line = { audience: "everyone" | "affected"; hours: OpeningPeriod[] };

/** The hours in which affected people are rung: those of a line of their own where there is one. */
export function callbackPeriods(lines: readonly Line[]): OpeningPeriod[] {
  const own = lines.filter((line) => line.audience === "affected");
  return (own.length > 0 ? own : lines).flatMap((line) => line.hours);
}
