import { setImmediate } from "node:timers/promises";
import type { Envelope } from "../typeset/envelope";
import type { LetterPiece } from "../typeset/piece";
import { expectedLetter } from "./expected-letter";
import { type FoundSheet, SheetFinder } from "./find-sheets";
import { openPageReader, type Shown } from "./page-text";
import { PdfFile } from "./pdf-file";
import { Unreadable } from "./pdf-values";
import { charactersOf, says, textOf } from "./says";
import type { SheetParts } from "./sheet-parts";
import type { FontFile } from "./true-type";
import { type WordsOfLetter, withoutBlanks } from "./words-of-letter";

/** A letter and where the file says it is; pages count from 1. */
export type PlannedPiece = LetterPiece & {
  firstPage: number;
  pages: number;
  /** Why its address bears no barcode, as the typesetter says; null where it bears one. */
  noBarcode: string | null;
};

/** What a finished run must be, none of it taken from the file. */
export type RunPlan = {
  words: WordsOfLetter;
  language: "ja" | "en";
  envelope: Envelope;
  /** The font files letters may be set in. */
  sources: readonly FontFile[];
  runLabel: string;
  /** Names the run in the marks machines read; null where it has none. */
  runCode: string | null;
  /** The page printed at the foot of the first sheets. */
  answerUrl: string | null;
  /** Whether the first and the last page are control sheets; absent: there are none. */
  control?: boolean;
  pieces: readonly PlannedPiece[];
};

/**
 * A letter that is not what was planned. `field` is what differs: a value's name, `addressee.name` and the like,
 * `sheet-mark`, `pages` (missing, doubled, out of order), `layout`, or `letter` for any other of its words.
 */
export type Difference = { letterId: string; field: string; page: number | null };

export type ReadBack = {
  pages: number;
  letters: number;
  /** One for each letter that differs. */
  differing: Difference[];
  /** Why the file as a whole is not the run's, whatever its letters say; null where it is. */
  fileDiffers: string | null;
};

const yieldEveryPages = 20;

/**
 * Reads every page of a finished run and says which letters are not exactly what was planned: text, glyph by glyph,
 * with the font's own outlines; place; marks; order; nothing of anybody else's. Shares nothing with the typesetter.
 */
export async function readBack(pdf: Uint8Array, plan: RunPlan): Promise<ReadBack> {
  const result: ReadBack = { pages: 0, letters: plan.pieces.length, differing: [], fileDiffers: null };
  try {
    const file = new PdfFile(pdf);
    const finder = new SheetFinder(plan, openPageReader(file, plan.sources));
    for (const page of file.pages()) {
      result.pages += 1;
      if (!finder.take(page, result.pages)) result.fileDiffers = "page-of-nobody";
      if (result.pages % yieldEveryPages === 0) await setImmediate();
    }
    if (!finder.isComplete()) result.fileDiffers = "control-sheets";
    for (const [i, piece] of plan.pieces.entries()) {
      const difference = differenceOf(piece, finder.found[i] ?? [], plan);
      if (difference) result.differing.push(difference);
      if (i % yieldEveryPages === 0) await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof Unreadable || error instanceof RangeError)) throw error;
    result.fileDiffers = error instanceof Unreadable ? error.because : "bounds";
  }
  return result;
}

function differenceOf(piece: PlannedPiece, found: readonly FoundSheet[], plan: RunPlan): Difference | null {
  const differs = (field: string, sheet?: FoundSheet): Difference => ({
    letterId: piece.letterId,
    field,
    page: sheet?.page ?? found[0]?.page ?? null,
  });
  const broken = found.find(({ parts }) => !parts?.inPlace);
  if (broken) return differs("layout", broken);
  const stray = found.find(
    ({ sheet, page }, i) => sheet !== i + 1 || page !== (found[0] as FoundSheet).page + i,
  );
  if (stray) return differs(stray.sheet === null ? "sheet-mark" : "pages", stray);
  if (found.length !== piece.pages) return differs("pages");
  const sheets = found as readonly (FoundSheet & { parts: SheetParts })[];
  const expected = expectedLetter(piece, plan);
  for (const [i, sheet] of sheets.entries()) {
    const { window, running, marks } = sheet.parts;
    if (String(marks) !== String(expected.marks(i + 1))) return differs("sheet-mark", sheet);
    const [field, due] = i === 0 ? ["addressee.whole", ""] : ["sheet-mark", expected.running(i + 1)];
    if (!says(running, due)) return differs(field, sheet);
    if (!says(window, i === 0 ? expected.window : "")) return differs(addresseeField(piece, window), sheet);
  }
  const words = sheets.flatMap(({ parts }) => parts.words);
  if (!says(words, expected.words)) return differs(wordsField(piece, words));
  const strange = sheets.find(({ parts }) => !everyFontIsAllowed(parts, piece));
  return strange ? differs("letter", strange) : null;
}

/** A character comes from another font where, and only where, somebody decided so for this letter. */
function everyFontIsAllowed(parts: SheetParts, { otherFonts = {} }: PlannedPiece): boolean {
  const chosen = new Map(
    Object.entries(otherFonts).map(([character, key]) => [characterNamed(character), key]),
  );
  return [...parts.window, ...parts.running, ...parts.words, ...parts.foot].every(({ text, face }) => {
    const { key } = face.source;
    if (key === null && chosen.size === 0) return true;
    return charactersOf(text).every((character) => (chosen.get(character) ?? null) === key);
  });
}

/** "U+9089 U+E0104" as the character it names. */
const characterNamed = (name: string): string =>
  name.replace(/U\+([0-9A-F]+) ?/g, (_, digits) => String.fromCodePoint(Number.parseInt(digits, 16)));

/** Which part of the addressee is not in the window as it was given. */
function addresseeField({ addressee }: PlannedPiece, window: readonly Shown[]): string {
  const text = textOf(window);
  const { name, addressLines, postcode } = addressee;
  const lines = typeof addressLines === "string" ? [addressLines] : addressLines;
  if (!text.includes(withoutBlanks(name))) return "addressee.name";
  if (lines.some((line) => !text.includes(withoutBlanks(line)))) return "addressee.addressLines";
  if (postcode && !text.replace("-", "").includes(`〒${postcode.replace("-", "")}`))
    return "addressee.postcode";
  return "addressee.whole";
}

/** Which value is nowhere among the words as it was given; `letter` where the difference is elsewhere. */
function wordsField({ values, inquiryNumber }: PlannedPiece, words: readonly Shown[]): string {
  const text = textOf(words);
  if (!text.includes(inquiryNumber)) return "inquiry_number";
  const isMissing = (value: unknown) => typeof value === "string" && !text.includes(withoutBlanks(value));
  const missing = Object.entries(values).find(([, value]) =>
    Array.isArray(value) ? value.some(isMissing) : isMissing(value),
  );
  return missing?.[0] ?? "letter";
}
