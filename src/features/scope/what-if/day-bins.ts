/** The days of a chart. `keys`: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, in order; last null for papers of no known day. */
export type DayBins = {
  readonly unit: "day" | "month" | "year";
  readonly keys: readonly (string | null)[];
  /** Day ordinal → place in `keys`; `noBin` for a day outside. */
  readonly binOf: Uint16Array;
};

export const noBin = 0xffff;
const mostDays = 62;
const mostMonths = 60;
const mostYears = 150;

/**
 * Whether a paper received on `day` may lie in the range. A month may when it overlaps; a day nobody knows always
 * may: not knowing never takes anybody out of scope.
 */
export function mayLieBetween(day: string | null, fromDay: string | null, toDay: string | null): boolean {
  if (day === null) return true;
  const afterStart = fromDay === null || day >= fromDay.slice(0, day.length);
  return afterStart && (toDay === null || day <= toDay.slice(0, day.length));
}

/**
 * One bin a day, a month or a year, the finest that fits on a chart, for the days within the range. Days between
 * on which nothing was received have a bin too, so that a gap is seen as one.
 */
export function dayBins(
  days: readonly (string | null)[],
  fromDay: string | null = null,
  toDay: string | null = null,
): DayBins {
  const inside = days.map((day) => mayLieBetween(day, fromDay, toDay));
  const known = days.filter((day, at): day is string => day !== null && inside[at] === true);
  const first = known[0];
  const last = known.at(-1);
  const unit = first && last ? unitFor(first, last) : "day";
  const width = { day: 10, month: 7, year: 4 }[unit];
  const present = known.map((day) => day.slice(0, width));
  const between = first && last ? allBetween(first, last, unit) : [];
  const keys: (string | null)[] = [...new Set([...between, ...present])].sort();
  if (days.some((day) => day === null)) keys.push(null);
  const placeOf = new Map(keys.map((key, at) => [key, at]));
  const binOf = Uint16Array.from(days, (day, at) =>
    inside[at] ? (placeOf.get(day === null ? null : day.slice(0, width)) ?? noBin) : noBin,
  );
  return { unit, keys, binOf };
}

function unitFor(first: string, last: string): DayBins["unit"] {
  const days = (utc(last, 31) - utc(first, 1)) / 86_400_000;
  if (days < mostDays) return "day";
  return monthNumber(last) - monthNumber(first) < mostMonths ? "month" : "year";
}

function allBetween(first: string, last: string, unit: DayBins["unit"]): string[] {
  if (unit === "year") {
    const from = Number(first.slice(0, 4));
    const years = Number(last.slice(0, 4)) - from + 1;
    return years > mostYears ? [] : Array.from({ length: years }, (_, at) => pad(from + at, 4));
  }
  if (unit === "month") {
    const from = monthNumber(first);
    return Array.from({ length: monthNumber(last) - from + 1 }, (_, at) => monthKey(from + at));
  }
  const keys: string[] = [];
  for (let at = utc(first, 1); at <= utc(last, 1); at += 86_400_000)
    keys.push(new Date(at).toISOString().slice(0, 10));
  return keys;
}

function utc(day: string, dayOfMonth: number): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)) || dayOfMonth);
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthKey(month: number): string {
  return `${pad(Math.floor(month / 12), 4)}-${pad((month % 12) + 1, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
