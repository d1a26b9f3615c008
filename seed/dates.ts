import { formatJapaneseDate } from "@/lib/japan/dates";
import { eraOf } from "@/lib/japan/eras";
import { isJapaneseHoliday } from "@/lib/japan/holidays";

/** A calendar day as `YYYY-MM-DD`. All days and times of the seed are Japanese local time. */
export type Day = string;

/** The parts of a day as numbers. */
export function partsOf(day: Day): { year: number; month: number; date: number } {
  const [year, month, date] = day.split("-").map(Number);
  return { year: year!, month: month!, date: date! };
}

/** The day `n` days later. */
export function addDays(day: Day, n: number): Day {
  const { year, month, date } = partsOf(day);
  return new Date(Date.UTC(year, month - 1, date + n)).toISOString().slice(0, 10);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** Business days from `from` to `to`, both included. */
export function businessDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const weekday = weekdayOf(day);
    if (weekday !== 0 && weekday !== 6 && !isJapaneseHoliday(day)) days.push(day);
  }
  return days;
}

/** `昭和41年3月2日`; the first year is 元年. */
export function longEraDate(day: Day): string {
  return formatJapaneseDate(day, "wareki", "ja");
}

/** `S41.3.2`. */
export function shortEraDate(day: Day): string {
  const { year, month, date } = partsOf(day);
  const era = eraOf(day);
  if (!era) throw new Error(`no era for ${day}`);
  return `${era.letter}${year - era.firstYear + 1}.${month}.${date}`;
}

/** `1966/03/02`. */
export function slashDate(day: Day): string {
  return day.replaceAll("-", "/");
}

/** Seconds since 1970 of a Japanese local time given as a day and seconds since its midnight. */
export function unixSeconds(day: Day, secondOfDay: number): number {
  return Date.parse(`${day}T00:00:00+09:00`) / 1000 + secondOfDay;
}

/** `2012-11-08 21:00:03`, Japanese local time, from seconds since 1970. */
export function localTimestamp(seconds: number): string {
  return new Date((seconds + 9 * 3600) * 1000).toISOString().slice(0, 19).replace("T", " ");
}
