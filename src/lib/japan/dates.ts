import { type Era, eraOf, eras, firstGregorianDay } from "./eras";
import { kanjiNumber, kanjiNumerals } from "./kanji-numerals";

/** `iso` is YYYY-MM-DD; `original` is the text as given. */
export type ParsedDate = { iso: string; original: string };

export type DateProblem = {
  problem:
    | "empty"
    | "not-a-date"
    /** e.g. 12/10/25: neither a western year nor an era. */
    | "two-digit-year"
    /** e.g. 2013-02-29 */
    | "no-such-day"
    /** e.g. 昭和64年1月8日, the first day of 平成 */
    | "outside-era"
    /** before 明治6年1月1日, when Japan took up the Gregorian calendar */
    | "before-gregorian"
    /** a moment with a zone, whose day depends on where one stands */
    | "has-time-zone";
};

const number = `(\\d{1,4}|[${kanjiNumerals}]{1,8}|元)`;
const separated = new RegExp(
  `^([^\\d${kanjiNumerals}元]*)${number}(?:年|[-./])${number}(?:月|[-./])${number}日?$`,
);
const packed = /^([^\d]*)(\d{2}|\d{4})(\d{2})(\d{2})$/;
const timeOfDay = /(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

/**
 * Reads a day as people and old systems in Japan write it: 2012-10-25, 2012/10/25, 20121025,
 * 2012年10月25日, 平成24年10月25日, H24.10.25, 平24-10-25, H241025, 平成二十四年十月二十五日, 元年; any
 * width. A time of day after it is dropped. Era years count only inside their era.
 */
export function parseJapaneseDate(text: string): ParsedDate | DateProblem {
  const folded = text.normalize("NFKC").trim();
  if (folded === "") return { problem: "empty" };
  if (/\d:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(folded)) return { problem: "has-time-zone" };
  const plain = folded
    .replace(timeOfDay, "")
    .replace(/[‐‑‒–—―−ー]/g, "-")
    .replace(/\s+/g, "");
  const parts = separated.exec(plain) ?? packed.exec(plain);
  if (!parts) return { problem: "not-a-date" };
  const [, mark = "", yearText = "", monthText = "", dayText = ""] = parts;
  const month = numberOf(monthText);
  const day = numberOf(dayText);
  if (month === undefined || day === undefined) return { problem: "not-a-date" };
  const result = mark === "" ? westernDay(yearText, month, day) : eraDay(mark, yearText, month, day);
  return typeof result === "string" ? { iso: result, original: text } : result;
}

function numberOf(text: string): number | undefined {
  if (text === "元") return undefined;
  return /^\d+$/.test(text) ? Number(text) : kanjiNumber(text);
}

function westernDay(yearText: string, month: number, day: number): string | DateProblem {
  const year = numberOf(yearText);
  if (year === undefined) return { problem: "not-a-date" };
  if (year < 100) return { problem: "two-digit-year" };
  return checkedDay(year, month, day);
}

function eraDay(mark: string, yearText: string, month: number, day: number): string | DateProblem {
  const era = eraNamed(mark);
  if (!era) return { problem: "not-a-date" };
  const eraYear = yearText === "元" ? 1 : numberOf(yearText);
  if (eraYear === undefined) return { problem: "not-a-date" };
  if (eraYear < 1) return { problem: "no-such-day" };
  const iso = checkedDay(era.firstYear + eraYear - 1, month, day);
  if (typeof iso !== "string") return iso;
  return era.from <= iso && iso <= era.to ? iso : { problem: "outside-era" };
}

function eraNamed(mark: string): Era | undefined {
  const bare = mark.replace(/[.]$/, "").toUpperCase();
  return eras.find((era) => bare === era.kanji || bare === era.short || bare === era.letter);
}

function checkedDay(year: number, month: number, day: number): string | DateProblem {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return { problem: "no-such-day" };
  const iso = isoDay(year, month, day);
  return iso < firstGregorianDay ? { problem: "before-gregorian" } : iso;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

const englishMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/**
 * An ISO day in words: ja wareki 平成24年10月25日 (元年 for the first year), ja gregorian 2012年10月25日,
 * en gregorian 25 October 2012, en wareki 25 October 2012 (Heisei 24). Days before 明治 have no wareki and
 * come out gregorian. Text that is no ISO day is given back unchanged.
 */
export function formatJapaneseDate(
  iso: string,
  calendar: "wareki" | "gregorian",
  locale: "ja" | "en",
): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!parts) return iso;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const era = calendar === "wareki" ? eraOf(iso) : undefined;
  const eraYear = era && year - era.firstYear + 1;
  if (locale === "en") {
    const plain = `${day} ${englishMonths[month - 1] ?? month} ${year}`;
    return era ? `${plain} (${era.english} ${eraYear})` : plain;
  }
  const yearText = era ? `${era.kanji}${eraYear === 1 ? "元" : eraYear}` : String(year);
  return `${yearText}年${month}月${day}日`;
}
