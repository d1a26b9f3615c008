import { type Era, eras, firstGregorianDay } from "@/lib/japan/eras";
import type { CaptureName } from "./compile-pattern";

/** The era of this name: 平成, 平 or H. */
export function eraByName(name: string): Era | undefined {
  return eras.find(({ kanji, short, letter }) => [kanji, short, letter].includes(name));
}

/** When a path says the paper was received: `month` YYYY-MM, `day` YYYY-MM-DD; null where it says nothing. */
export type ReceivedDate = { month: string | null; day: string | null; isPossible: boolean };

const nothing: ReceivedDate = { month: null, day: null, isPossible: true };

/**
 * Reads the date a rule captured: a western `year`, or an `era` and the year in it, then month and perhaps day.
 * Not possible are days the calendar does not have and days outside the era (平成31年5月; a month counts when any
 * day of it lies inside), and days before 1873, when Japan counted by the moon.
 */
export function receivedDate(captured: (name: CaptureName) => string | null): ReceivedDate {
  const eraName = captured("era");
  const era = eraName === null ? undefined : eraByName(eraName);
  const year = era ? westernYear(era, captured("eraYear") ?? "") : captured("year");
  if (year === null) return nothing;
  const month = `${year}-${(captured("month") ?? "").padStart(2, "0")}`;
  const dayText = captured("day");
  const day = dayText === null ? null : `${month}-${dayText.padStart(2, "0")}`;
  const first = day ?? `${month}-01`;
  const isPossible = isDay(first) && (!era || lies(era, first, day ?? `${month}-31`));
  return { month, day, isPossible };
}

function westernYear(era: Era, eraYear: string): string {
  const inEra = eraYear === "元" ? 1 : Number(eraYear);
  return inEra < 1 ? "0000" : String(era.firstYear + inEra - 1).padStart(4, "0");
}

/** Whether any day from `first` to `last` is inside the era, as far as days can be told. */
function lies(era: Era, first: string, last: string): boolean {
  return first <= era.to && last >= era.from && last >= firstGregorianDay;
}

/** Whether the calendar has this YYYY-MM-DD. */
function isDay(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  if (year < 1 || month < 1 || month > 12) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day >= 1 && day <= days;
}
