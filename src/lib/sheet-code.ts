import { Internal } from "./errors";

// Crockford's base 32, as in an inquiry number: no I, L, O, U. A character's place is its value in GF(32).
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const version = "v1";
const sequenceDigits = 5;

/** One sheet of one piece of a print run. Nothing in it says anything about a person. */
export type SheetCode = {
  /** Ten characters that name the run. */
  runCode: string;
  /** The piece's place in its run, from 1. */
  sequence: number;
  /** Which letter of the notice this is: a letter that replaces another counts one further. */
  generation: number;
  /** This sheet, from 1, of so many. */
  sheet: number;
  sheets: number;
};

/** The first or the last sheet of a run, which is nobody's letter. */
export type ControlSheetCode = { runCode: string; place: "head" | "end"; pieces: number; sheets: number };

/**
 * `control-sheet`: a good code, but of the run's first or last sheet. `input-method`: letters came as kana, the
 * keyboard is set to Japanese input. `other`: not one of our codes at all.
 */
export type SheetCodeProblem =
  | "empty"
  | "other"
  | "input-method"
  | "other-version"
  | "malformed"
  | "bad-check"
  | "control-sheet";

export type ParsedSheetCode = ({ ok: true } & SheetCode) | { ok: false; problem: SheetCodeProblem };

/**
 * What the 2D code of a sheet says and what is printed beside it: `v1|K7Q2MD4X0A|00012|1|1/2|M`. The last
 * character checks all before it: one wrong character or two neighbours swapped are always noticed.
 *
 * @throws Internal `sheet-code.unprintable` where a number is out of its range
 */
export function sheetCodeText(code: SheetCode): string {
  const { runCode, sequence, generation, sheet, sheets } = code;
  const place = String(sequence).padStart(sequenceDigits, "0");
  const body = `${runCode}|${place}|${generation}|${sheet}/${sheets}|`;
  if (!sheetBody.test(body) || sheet > sheets || sequence < 1) throw new Internal("sheet-code.unprintable");
  return `${version}|${body}${checkCharacter(body)}`;
}

/** The same for a control sheet: `v1|K7Q2MD4X0A|HEAD|00500|00612|8`. */
export function controlSheetCodeText({ runCode, place, pieces, sheets }: ControlSheetCode): string {
  const count = (value: number) => String(value).padStart(sequenceDigits, "0");
  const body = `${runCode}|${place.toUpperCase()}|${count(pieces)}|${count(sheets)}|`;
  if (!controlBody.test(body)) throw new Internal("sheet-code.unprintable");
  return `${version}|${body}${checkCharacter(body)}`;
}

// No leading zero: a number has one spelling only, or a wrong digit could hide in another spelling.
const number = (digits: number) => `([1-9]\\d{0,${digits - 1}})`;
const run = "([0-9A-HJKMNP-TV-Z]{10})";
const sheetBody = new RegExp(`^${run}\\|(\\d{5})\\|${number(3)}\\|${number(2)}/${number(2)}\\|$`);
const controlBody = new RegExp(`^${run}\\|(HEAD|END)\\|(\\d{5})\\|(\\d{5})\\|$`);

/**
 * Reads what a scanner or a person types. In any width and case, with O for 0 and I or L for 1; whatever a
 * keyboard of another layout makes of `|` and `/` (a Japanese one types `}`, Japanese input types ・) is taken
 * for the separator it must have been.
 */
export function parseSheetCode(text: string): ParsedSheetCode {
  const read = readBody(text);
  if (!read.ok) return read;
  const [, runCode = "", sequence, generation, sheet, sheets] = sheetBody.exec(read.body) ?? [];
  if (runCode === "") {
    return { ok: false, problem: controlBody.test(read.body) ? "control-sheet" : "malformed" };
  }
  const code = { sequence: Number(sequence), generation: Number(generation) };
  const place = { sheet: Number(sheet), sheets: Number(sheets) };
  if (place.sheet > place.sheets || code.sequence < 1) return { ok: false, problem: "malformed" };
  return { ok: true, runCode, ...code, ...place };
}

/** Reads a control sheet's code, as leniently; null for anything else. */
export function parseControlSheetCode(text: string): ControlSheetCode | null {
  const read = readBody(text);
  const [, runCode, place, pieces, sheets] = (read.ok && controlBody.exec(read.body)) || [];
  if (runCode === undefined) return null;
  return {
    runCode,
    place: place === "HEAD" ? "head" : "end",
    pieces: Number(pieces),
    sheets: Number(sheets),
  };
}

type Body = { ok: true; body: string } | { ok: false; problem: SheetCodeProblem };

/** What lies between version and check, spelled as we spell it; its check is right. */
function readBody(text: string): Body {
  const typed = text.normalize("NFKC").trim().toUpperCase();
  if (typed === "") return { ok: false, problem: "empty" };
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(typed)) return { ok: false, problem: "input-method" };
  const [first = "", ...fields] = typed.split(/[^0-9A-Z]/);
  if (!/^V[0-9]{1,2}$/.test(first)) return { ok: false, problem: "other" };
  if (first !== version.toUpperCase()) return { ok: false, problem: "other-version" };
  const plain = fields.map((field) => field.replaceAll("O", "0").replace(/[IL]/g, "1"));
  const check = plain.pop();
  const body =
    plain.length === 5
      ? `${plain[0]}|${plain[1]}|${plain[2]}|${plain[3]}/${plain[4]}|`
      : `${plain.join("|")}|`;
  if (!sheetBody.test(body) && !controlBody.test(body)) return { ok: false, problem: "malformed" };
  return check === checkCharacter(body) ? { ok: true, body } : { ok: false, problem: "bad-check" };
}

/**
 * The check makes Σ αⁱ·valueᵢ = 0 in GF(32); all weights differ. `|` and `/` count as A and B, which no number
 * contains, so that a separator that changes places with a digit is seen as well.
 */
function checkCharacter(body: string): string {
  let weighted = 0;
  for (const character of body) {
    const value = character === "|" ? 10 : character === "/" ? 11 : alphabet.indexOf(character);
    weighted = timesAlpha(weighted ^ value);
  }
  return alphabet[weighted] as string;
}

/** Multiplication by α modulo the primitive polynomial x⁵ + x² + 1. */
function timesAlpha(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? (doubled ^ 0b100101) & 31 : doubled;
}
