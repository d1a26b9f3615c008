import { kanjiNumber, kanjiNumerals } from "./kanji-numerals";
import { parsePostcode } from "./postcode";

/** Why an address bears no customer barcode. */
export type NoBarcode = "no-postcode" | "representative-postcode";

export type CustomerBarcode = {
  /** 20 codes between start and check: digits, `-`, and control codes CC1 … CC8 as `a` … `h`. */
  codes: string;
  check: string;
  /** 67 bars from the left: 1 long, 2 upper, 3 lower, 4 short. */
  bars: string;
};

const start = "13";
const stop = "31";
const numberLength = 13;
const controls = "abcdefgh";
/** Value of each code for the check digit, by its place. */
const values = `0123456789-${controls}`;
/** Japan Post, customer barcode manual: three bars a code, in the order of `values`. */
const barsByValue = (
  "144 114 132 312 123 141 321 213 231 411 414 324 342 234 432 243 423 441 111" as const
).split(" ");

/**
 * The customer barcode of an address in Japan (Japan Post, カスタマバーコード): seven digits of postcode and the
 * address number taken from what follows the town's name. None without a postcode, nor for one that stands for a
 * whole municipality (it ends in 00).
 */
export function customerBarcode(
  postcode: string | null,
  address: string,
): { ok: true; barcode: CustomerBarcode } | { ok: false; because: NoBarcode } {
  const digits = postcode === null ? null : parsePostcode(postcode);
  if (digits === null) return { ok: false, because: "no-postcode" };
  if (digits.endsWith("00")) return { ok: false, because: "representative-postcode" };
  return { ok: true, barcode: encode(digits, addressNumber(afterTown(address))) };
}

function encode(postcode: string, number: string): CustomerBarcode {
  const filled = lettersAsCodes(number).padEnd(numberLength, "d").slice(0, numberLength);
  const codes = postcode + filled;
  const sum = [...codes].reduce((total, code) => total + values.indexOf(code), 0);
  const check = values[(19 - (sum % 19)) % 19] as string;
  const bars = [...codes, check].map((code) => barsByValue[values.indexOf(code)]).join("");
  return { codes, check, bars: start + bars + stop };
}

/** A letter is two codes: CC1 and 0–9 for A–J, CC2 for K–T, CC3 for U–Z. */
function lettersAsCodes(number: string): string {
  return number.replace(/[A-Z]/g, (letter) => {
    const place = letter.charCodeAt(0) - 65;
    return `${controls[Math.floor(place / 10)]}${place % 10}`;
  });
}

/** Full-width letters, digits and signs as ASCII, upper case. No more: Ⅱ or ㈱ are no letters of an address. */
const plain = (text: string) =>
  text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ")
    .toUpperCase();

const numeral = `[${kanjiNumerals}]`;
const numberedParts = "丁目|丁|番地|番|号|地割|線|の|ノ";
const kanjiBeforePart = new RegExp(`${numeral}+(?=${numberedParts})`, "g");
const floor = /(?<=\d)F(?![A-Z])/g;

/**
 * The address number of what follows the town's name: digits, hyphens and single letters stay, all else becomes a
 * hyphen; & / ・ . vanish; kanji numbers before 丁目 丁 番地 番 号 地割 線 の ノ are read; the F of a floor drops.
 */
export function addressNumber(afterTown: string): string {
  return plain(afterTown)
    .replace(/[&/・･·.]/g, "")
    .replace(kanjiBeforePart, (kanji) => String(kanjiNumber(kanji) ?? kanji))
    .replace(/[A-Z]{2,}/g, "-")
    .replace(floor, "-")
    .replace(/[^0-9A-Z]+/g, "-")
    .replace(/^-|-$/g, "")
    .replace(/-?([A-Z])-?/g, "$1");
}

// 麻布十番 is a town; so are 三番町, 六番丁, 八丁堀, 三の丸 and 一ノ宮, where the part goes on as a word.
const partEnds = `(?=$|[-\\s\\d\\p{Pd}−ー]|${numeral})`;
const kanjiBegins = `(?<!麻布)${numeral}+(?=丁目|番地|地割|(?:番|号|丁|の|ノ)${partEnds}|線(?:[東西南北]|${partEnds}))`;
// 北6条東4丁目 is block 4 of the town 北六条東; 3番町 is 三番町.
const digitsBegin = "[0-9A-Z]+(?!\\d*(?:条|番[町丁]))(?<!\\d(?=\\d))";
const begins = new RegExp(`${kanjiBegins}|${digitsBegin}`, "u");

/**
 * What follows the town's name in an address that is one text. The number begins at the first digit or letter,
 * or at the first kanji number before 丁目 番地 地割, or before 番 号 丁 の ノ 線 where the word ends with it: no
 * town's name in the postal directory has a digit or a letter except for 条 (北6条西) and 番町, which are skipped.
 */
export function afterTown(address: string): string {
  const text = plain(address).replace(/^\s*[〒〶]?\s*\d{3}[-\p{Pd}−ー]?\d{4}(?!\d)/u, "");
  const found = begins.exec(text);
  return found ? text.slice(found.index) : "";
}
