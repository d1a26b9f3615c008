import { Internal } from "./errors";

// Crockford's base 32: no I, L, O, U. A character's place is its value in GF(32).
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const dataCharacters = 9;
const bodyLength = dataCharacters + 1;
const prefix = "OW";

export type InquiryNumberProblem = "empty" | "too-short" | "too-long" | "bad-character" | "bad-check";

export type ParsedInquiryNumber =
  | { ok: true; inquiryNumber: string }
  | { ok: false; problem: InquiryNumberProblem };

/**
 * The number printed on a letter, as OW-4F7K-9Q2M-XC: 45 of the caller's random bits and a check
 * character. Needs 6 random bytes or more; equal bytes give equal numbers.
 */
export function inquiryNumberFrom(random: Uint8Array): string {
  if (random.length < 6) throw new Internal("inquiry-number.too-little-randomness", { bytes: random.length });
  let bits = 0n;
  for (const byte of random.subarray(0, 6)) bits = (bits << 8n) | BigInt(byte);
  const values: number[] = [];
  for (let i = 0; i < dataCharacters; i++) {
    values.push(Number(bits & 31n));
    bits >>= 5n;
  }
  return printed([...values, checkValue(values)]);
}

/**
 * Reads what a person says or types: any width and case, blanks and hyphens anywhere, with or without
 * OW, O for 0, I or L for 1. Answers the canonical form or what is wrong with it.
 */
export function parseInquiryNumber(text: string): ParsedInquiryNumber {
  const typed = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}_.・−ー─━〜~]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (typed === "") return { ok: false, problem: "empty" };
  const hasPrefix = typed.length > bodyLength && typed.startsWith(prefix.replace("O", "0"));
  const body = hasPrefix ? typed.slice(prefix.length) : typed;
  const values = [...body].map((character) => alphabet.indexOf(character));
  if (values.includes(-1)) return { ok: false, problem: "bad-character" };
  if (values.length < bodyLength) return { ok: false, problem: "too-short" };
  if (values.length > bodyLength) return { ok: false, problem: "too-long" };
  if (values.at(-1) !== checkValue(values.slice(0, dataCharacters)))
    return { ok: false, problem: "bad-check" };
  return { ok: true, inquiryNumber: printed(values) };
}

function printed(values: readonly number[]): string {
  const body = values.map((value) => alphabet[value]).join("");
  return `${prefix}-${body.slice(0, 4)}-${body.slice(4, 8)}-${body.slice(8)}`;
}

/**
 * The check makes Σ weightᵢ·valueᵢ = 0 in GF(32), with weights αⁱ all different and not 0. So every
 * single wrong character and every swap of any two different characters is seen.
 */
function checkValue(data: readonly number[]): number {
  let weighted = 0;
  for (const value of data) weighted = timesAlpha(weighted ^ value);
  return weighted;
}

/** Multiplication by α modulo the primitive polynomial x⁵ + x² + 1. */
function timesAlpha(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? (doubled ^ 0b100101) & 31 : doubled;
}
