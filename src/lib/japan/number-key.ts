/** Numbers are text: leading zeros stay; only width, case, blanks and the kind of hyphen are evened out. */
export function numberKey(text: string): string {
  if (/^[0-9A-Z-]*$/.test(text)) return text;
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Cf}]/gu, "")
    .replace(/[\p{Pd}−ー]/gu, "-");
}

/** 1.23457E+11 is what a spreadsheet leaves of a long number; the rest of its digits are gone. */
export function isRoundedNumber(text: string): boolean {
  return /^\s*\d(?:\.\d+)?E\+\d+\s*$/i.test(text);
}
