/** The seven digits of a Japanese postcode in any width, with or without 〒 and hyphen; otherwise null. */
export function parsePostcode(text: string): string | null {
  const digits = text.normalize("NFKC").replace(/[〒〶\s\p{Pd}−ー]/gu, "");
  return /^\d{7}$/.test(digits) ? digits : null;
}

/** 1000013 → 100-0013. */
export function formatPostcode(digits: string): string {
  return `${digits.slice(0, 3)}-${digits.slice(3)}`;
}
