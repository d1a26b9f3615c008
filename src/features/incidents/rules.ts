import { isJapaneseHoliday } from "@/lib/japan/holidays";

export type DayKind = "weekday" | "weekend" | "holiday";

/**
 * One row of a line's opening hours: on days of this kind, from `validFrom` to `validUntil` (ISO dates, both
 * included; `null` = until further notice), from `opens` to `closes` ("HH:MM", "24:00" = end of day), Asia/Tokyo.
 * A kind of day without a row is a day the line is closed.
 */
export type OpeningPeriod = {
  validFrom: string;
  validUntil: string | null;
  dayKind: DayKind;
  opens: string;
  closes: string;
};

export type Hours = { opens: string; closes: string };

// Japan has kept UTC+9 without summer time since 1952 (夏時刻法 repealed), so an offset is enough.
const tokyoOffsetMs = 9 * 3_600_000;
const dayMs = 24 * 3_600_000;

/** How far ahead the next opening is looked for. A line that opens later than that is closed for good. */
export const lookAheadDays = 400;

/** The day in Tokyo at this instant, "YYYY-MM-DD". */
export function tokyoDate(instant: Date): string {
  return new Date(instant.getTime() + tokyoOffsetMs).toISOString().slice(0, 10);
}

/** The instant of a wall-clock time in Tokyo; "24:00" is the next day's start. */
export function tokyoInstant(date: string, time: string): Date {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return new Date(Date.parse(`${date}T00:00:00Z`) - tokyoOffsetMs + (hour * 60 + minute) * 60_000);
}

/** The ISO date `days` later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** A public holiday is a holiday on whatever day of the week it falls. */
export function dayKindOf(date: string): DayKind {
  if (isJapaneseHoliday(date)) return "holiday";
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6 ? "weekend" : "weekday";
}

/** The line's hours on a date, in order, touching stretches joined. Empty: closed all day. */
export function hoursOn(periods: readonly OpeningPeriod[], date: string): Hours[] {
  const kind = dayKindOf(date);
  const valid = periods
    .filter(
      (p) => p.dayKind === kind && p.validFrom <= date && (p.validUntil === null || date <= p.validUntil),
    )
    .sort((a, b) => (a.opens < b.opens ? -1 : 1));
  const joined: Hours[] = [];
  for (const { opens, closes } of valid) {
    const last = joined.at(-1);
    if (!last || opens > last.closes) joined.push({ opens, closes });
    else if (closes > last.closes) last.closes = closes;
  }
  return joined;
}

export type Opening = { open: true; until: Date } | { open: false; opensNext: Date | null };

/** Whether the line is open at an instant: until when, or when it opens next (`null`: not within 400 days). */
export function openAt(periods: readonly OpeningPeriod[], instant: Date): Opening {
  const today = tokyoDate(instant);
  for (let days = 0; days <= lookAheadDays; days += 1) {
    const date = addDays(today, days);
    for (const hours of hoursOn(periods, date)) {
      const opens = tokyoInstant(date, hours.opens);
      if (instant < opens) return { open: false, opensNext: opens };
      if (instant < tokyoInstant(date, hours.closes))
        return { open: true, until: closesAfter(periods, date, hours) };
    }
  }
  return { open: false, opensNext: null };
}

/** Follows a line that stays open over midnight to the end of that stretch. */
function closesAfter(periods: readonly OpeningPeriod[], date: string, hours: Hours): Date {
  let lastDate = date;
  let last = hours;
  for (let days = 0; days < lookAheadDays && last.closes === "24:00"; days += 1) {
    const next = addDays(lastDate, 1);
    const first = hoursOn(periods, next)[0];
    if (first?.opens !== "00:00") break;
    lastDate = next;
    last = first;
  }
  return tokyoInstant(lastDate, last.closes);
}

export type HoursVerdict =
  | { ok: true }
  | { ok: false; because: "opens-after-closes" | "ends-before-start" | "overlaps"; period: number };

/** May a line have these hours? `period` is the 1-based place of the row that is wrong. */
export function mayHaveHours(periods: readonly OpeningPeriod[]): HoursVerdict {
  for (const [i, p] of periods.entries()) {
    if (p.opens >= p.closes) return { ok: false, because: "opens-after-closes", period: i + 1 };
    if (p.validUntil !== null && p.validUntil < p.validFrom)
      return { ok: false, because: "ends-before-start", period: i + 1 };
    if (periods.slice(0, i).some((earlier) => overlaps(earlier, p)))
      return { ok: false, because: "overlaps", period: i + 1 };
  }
  return { ok: true };
}

function overlaps(a: OpeningPeriod, b: OpeningPeriod): boolean {
  const sameDays =
    a.dayKind === b.dayKind &&
    (a.validUntil === null || b.validFrom <= a.validUntil) &&
    (b.validUntil === null || a.validFrom <= b.validUntil);
  return sameDays && a.opens < b.closes && b.opens < a.closes;
}

export type UploadPlan = { parts: number; lastPartBytes: number };

/** How many parts a file of `bytes` arrives in, and how long the last one is. Every other part is whole. */
export function uploadPlan(bytes: number, partBytes: number): UploadPlan {
  const parts = Math.max(1, Math.ceil(bytes / partBytes));
  return { parts, lastPartBytes: bytes - (parts - 1) * partBytes };
}

/** The bytes part `partNumber` (from 1) must have; `null` where the file has no such part. */
export function expectedPartBytes(bytes: number, partBytes: number, partNumber: number): number | null {
  const plan = uploadPlan(bytes, partBytes);
  if (partNumber < 1 || partNumber > plan.parts) return null;
  return partNumber === plan.parts ? plan.lastPartBytes : partBytes;
}

/** Where a part of an upload lies: its hash is in the name, so a part sent anew never overwrites another. */
export function partName(uploadId: string, partNumber: number, sha256: string): string {
  return `uploads/${uploadId}/parts/${partNumber}.${sha256}`;
}

/** Where a whole upload lies. */
export function uploadName(uploadId: string): string {
  return `uploads/${uploadId}/content`;
}

export type Collection = { at: Date; secondsLeft: number; isToday: boolean };

/** When the post collects next: today at `cutoff` ("HH:MM" or "HH:MM:SS", Asia/Tokyo), or tomorrow once that has passed. */
export function nextCollection(cutoff: string, now: Date): Collection {
  const today = tokyoDate(now);
  const todays = tokyoInstant(today, cutoff);
  const isToday = now < todays;
  const at = isToday ? todays : tokyoInstant(addDays(today, 1), cutoff);
  return { at, secondsLeft: Math.ceil((at.getTime() - now.getTime()) / 1000), isToday };
}
