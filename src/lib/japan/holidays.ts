import holidayJp from "@holiday-jp/holiday_jp";

// By its day and never as a Date: the library formats Dates in the host's time zone.
const holidays: Readonly<Record<string, { name: string; name_en: string } | undefined>> = holidayJp.holidays;

/** Whether the day (YYYY-MM-DD, in Japan) is a 国民の祝日 or a day in lieu of one; known from 1970. */
export function isJapaneseHoliday(isoDate: string): boolean {
  return Object.hasOwn(holidays, isoDate);
}

/** The holiday's name, or undefined on other days. */
export function holidayName(isoDate: string, locale: "ja" | "en" = "ja"): string | undefined {
  const holiday = isJapaneseHoliday(isoDate) ? holidays[isoDate] : undefined;
  return locale === "ja" ? holiday?.name : holiday?.name_en;
}
