import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatJapaneseDate, parseJapaneseDate } from "@/lib/japan/dates";
import { eraOf } from "@/lib/japan/eras";
import { holidayName, isJapaneseHoliday } from "@/lib/japan/holidays";

const isoDay = fc
  .date({ min: new Date("1873-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const kanjiDigits = "〇一二三四五六七八九";
const inKanji = (value: number): string => {
  const ten = Math.floor(value / 10);
  const tens = ten === 0 ? "" : `${ten === 1 ? "" : kanjiDigits[ten]}十`;
  return tens + (value % 10 === 0 ? "" : kanjiDigits[value % 10]);
};
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

describe("parseJapaneseDate", () => {
  it.each([
    "2012-10-25",
    "2012/10/25",
    "2012.10.25",
    "20121025",
    "2012年10月25日",
    "平成24年10月25日",
    "平成２４年１０月２５日",
    "平成二十四年十月二十五日",
    "平成二四年一〇月二五日",
    "二〇一二年十月二十五日",
    "H24.10.25",
    "h24/10/25",
    "Ｈ２４．１０．２５",
    "H.24.10.25",
    "H241025",
    "平24-10-25",
    "平２４ー１０ー２５",
    "㍻24年10月25日",
    "平成 24年 10月 25日",
    " 2012/10/25 0:00 ",
    "2012-10-25T09:30:00",
    "2012-10-25 09:30:00.000",
  ])("reads %s as 25 October 2012", (text) => {
    expect(parseJapaneseDate(text)).toEqual({ iso: "2012-10-25", original: text });
  });

  it.each([
    ["昭和64年1月7日", "1989-01-07"],
    ["平成元年1月8日", "1989-01-08"],
    ["平成1年1月8日", "1989-01-08"],
    ["H31.4.30", "2019-04-30"],
    ["令和元年5月1日", "2019-05-01"],
    ["R1.5.1", "2019-05-01"],
    ["大正15年12月25日", "1926-12-25"],
    ["昭和元年12月25日", "1926-12-25"],
    ["明治45年7月30日", "1912-07-30"],
    ["大正元年7月30日", "1912-07-30"],
    ["明治33年5月1日", "1900-05-01"],
    ["M6.1.1", "1873-01-01"],
    ["S45.1.2", "1970-01-02"],
    ["2012-02-29", "2012-02-29"],
  ])("reads %s as %s", (text, iso) => expect(parseJapaneseDate(text)).toEqual({ iso, original: text }));

  it.each([
    ["昭和64年1月8日", "outside-era"],
    ["平成元年1月7日", "outside-era"],
    ["平成31年5月1日", "outside-era"],
    ["令和元年4月30日", "outside-era"],
    ["大正元年7月29日", "outside-era"],
    ["明治5年12月3日", "before-gregorian"],
    ["1872-12-31", "before-gregorian"],
    ["2013-02-29", "no-such-day"],
    ["1900-02-29", "no-such-day"],
    ["2012-13-01", "no-such-day"],
    ["20121000", "no-such-day"],
    ["平成0年1月1日", "no-such-day"],
    ["12/10/25", "two-digit-year"],
    ["121025", "two-digit-year"],
    ["10/25/2012", "two-digit-year"],
    ["", "empty"],
    ["　", "empty"],
    ["不明", "not-a-date"],
    ["41207", "not-a-date"],
    ["X24.10.25", "not-a-date"],
    ["4241025", "not-a-date"],
    ["2012-10", "not-a-date"],
    ["平成二十十年1月1日", "not-a-date"],
    ["2012-10-25T23:30:00Z", "has-time-zone"],
    ["2012-10-25T23:30:00+09:00", "has-time-zone"],
  ])("refuses %j as %s", (text, problem) => expect(parseJapaneseDate(text)).toEqual({ problem }));

  it("reads back every day it formats, in both calendars, in any width and in kanji numerals", () => {
    fc.assert(
      fc.property(isoDay, (iso) => {
        for (const calendar of ["wareki", "gregorian"] as const) {
          const text = formatJapaneseDate(iso, calendar, "ja");
          const numerals = text.replace(/\d{1,2}(?=年|月|日)/g, (n) =>
            text.startsWith("1") || text.startsWith("2") ? n : inKanji(Number(n)),
          );
          for (const form of [text, wide(text), numerals]) {
            expect(parseJapaneseDate(form)).toEqual({ iso, original: form });
          }
        }
        expect(parseJapaneseDate(iso)).toEqual({ iso, original: iso });
      }),
      { numRuns: 1000 },
    );
  });

  it("never throws and never gives a day that does not exist", () => {
    const piece = fc.constantFrom(
      "平成",
      "H",
      "昭",
      "元",
      "二十",
      "〇",
      "年",
      "月",
      "日",
      "2012",
      "10",
      "31",
      "2",
      "-",
      "/",
      "٣",
      "𠮷",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const parsed = parseJapaneseDate(pieces.join(""));
        if ("iso" in parsed)
          expect(new Date(`${parsed.iso}T00:00:00Z`).toISOString().slice(0, 10)).toBe(parsed.iso);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("formatJapaneseDate", () => {
  it.each([
    ["2012-10-25", "wareki", "ja", "平成24年10月25日"],
    ["2019-05-01", "wareki", "ja", "令和元年5月1日"],
    ["1989-01-07", "wareki", "ja", "昭和64年1月7日"],
    ["2012-10-25", "gregorian", "ja", "2012年10月25日"],
    ["2014-03-06", "gregorian", "en", "6 March 2014"],
    ["2014-03-06", "wareki", "en", "6 March 2014 (Heisei 26)"],
    ["1850-01-01", "wareki", "ja", "1850年1月1日"],
    ["平成", "wareki", "ja", "平成"],
  ] as const)("writes %s (%s, %s) as %s", (iso, calendar, locale, text) => {
    expect(formatJapaneseDate(iso, calendar, locale)).toBe(text);
  });

  it("agrees with the platform's Japanese calendar on every era change", () => {
    const names = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { era: "long", timeZone: "UTC" });
    for (const day of ["1926-12-24", "1926-12-25", "1989-01-07", "1989-01-08", "2019-04-30", "2019-05-01"]) {
      const era = names
        .formatToParts(new Date(`${day}T00:00:00Z`))
        .find((part) => part.type === "era")?.value;
      expect(eraOf(day)?.kanji).toBe(era);
    }
  });
});

describe("isJapaneseHoliday", () => {
  it.each([
    ["2014-03-21", true, "春分の日"],
    ["2014-03-20", false, undefined],
    ["2012-11-23", true, "勤労感謝の日"],
    ["2019-05-01", true, undefined],
    ["2026-01-01", true, "元日"],
    ["constructor", false, undefined],
  ])("says of %s: %s", (day, holiday, name) => {
    expect(isJapaneseHoliday(day)).toBe(holiday);
    if (name) expect(holidayName(day)).toBe(name);
  });

  it("does not depend on the time zone of the host", () => {
    const before = process.env.TZ;
    for (const zone of ["America/Los_Angeles", "Pacific/Kiritimati", "Asia/Tokyo"]) {
      process.env.TZ = zone;
      expect(holidayName("2014-03-21", "en")).toBe("Vernal Equinox Day");
      expect(isJapaneseHoliday("2014-03-22")).toBe(false);
    }
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
});
