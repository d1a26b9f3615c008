/** The languages of the screens. `ja` is the one the texts are written in first. */
export const locales = ["ja", "en"] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "ja";

/** Name of the cookie that keeps the reader's language; the language is never part of an address. */
export const localeCookie = "owabi-locale";

/** Dates and opening hours are those of the line, wherever the reader's computer thinks it is. */
export const timeZone = "Asia/Tokyo";

/** The locale a cookie value names, or the default where it names none of ours. */
export function localeOf(value: string | undefined): Locale {
  return locales.find((locale) => locale === value) ?? defaultLocale;
}
