import { parsePhoneNumberFromString } from "libphonenumber-js/max";

export type PhoneKind = "mobile" | "fixed" | "toll-free" | "charged-0570" | "voip" | "unknown";

export type Phone = {
  /** Only for numbers that can exist under the numbering plan. */
  e164?: string;
  /** For reading aloud and printing: 03-1234-5678; for an unknown number the text as given, in half width. */
  national: string;
  kind: PhoneKind;
  /** A 0120 or 0800 number cannot be reached from abroad. */
  reachableFromAbroad: boolean;
};

/**
 * Reads a Japanese (or, with +, a foreign) phone number in any width and with any dash, ー included. Never
 * rejects: a number that cannot exist is `unknown` and keeps its digits in `phoneKey`. Of several numbers
 * in one cell the first counts.
 */
export function parsePhone(text: string): Phone {
  const plain = firstNumber(text);
  const key = phoneKey(text);
  const parsed = key === "" ? undefined : parsePhoneNumberFromString(key, "JP");
  if (!parsed?.isValid()) return { national: plain, kind: "unknown", reachableFromAbroad: false };
  const isForeign = parsed.countryCallingCode !== "81";
  const kind = isForeign ? "unknown" : kindOf(key, parsed.getType());
  return {
    e164: parsed.number,
    national: isForeign ? parsed.formatInternational() : parsed.formatNational(),
    kind,
    reachableFromAbroad: kind !== "toll-free" && kind !== "charged-0570",
  };
}

// Prefixes before the library's type: the plan (電気通信番号規則 別表) fixes them for good.
function kindOf(digits: string, type: string | undefined): PhoneKind {
  if (/^0(?:120|800)/.test(digits)) return "toll-free";
  if (/^0570/.test(digits)) return "charged-0570";
  if (/^050/.test(digits)) return "voip";
  if (/^0[6-9]0/.test(digits) && digits.length === 11) return "mobile";
  return type === "FIXED_LINE" ? "fixed" : "unknown";
}

function firstNumber(text: string): string {
  const half = text
    .normalize("NFKC")
    .replace(/[‐‑‒–—―−─ーｰ〜~]/g, "-")
    .trim();
  const parts = half.split(/[/,、;；]|または|内線|\bext\b\.?/i).map((part) => part.trim());
  return parts.find((part) => part.replace(/\D/g, "").length >= 9) ?? half;
}

/**
 * The key two spellings of one number share: national digits with the leading 0 (+81 and a 0 that a
 * spreadsheet ate are mended), `+` and digits for a foreign number, "" where there are no digits.
 */
export function phoneKey(text: string): string {
  const plain = firstNumber(text);
  const digits = plain.replace(/\(0\)/, "").replace(/\D/g, "");
  if (digits === "") return "";
  const isInternational = /^\(?\+/.test(plain);
  if ((isInternational && digits.startsWith("81")) || /^(?:010|00)81/.test(digits)) {
    return `0${digits.replace(/^(?:010|00)?810?/, "")}`;
  }
  if (isInternational) return `+${digits}`;
  const lostZero = !digits.startsWith("0") && (digits.length === 9 || /^[5-9]0\d{8}$/.test(digits));
  return lostZero ? `0${digits}` : digits;
}
