import { drawsTheSame } from "./outlines";
import type { PdfFile } from "./pdf-file";
import type { PdfDictionary, PdfValue } from "./pdf-values";
import { PdfReader, PdfString, PdfWord, Unreadable } from "./pdf-values";
import { type FontFile, type Outlines, openOutlines } from "./true-type";

/** What a code stands for that does not draw what the file says it does. No text we print contains it. */
export const falseGlyph = "\uffff";

/** A font as one document carries it. */
export type EmbeddedFace = {
  /** The font file it was taken from. */
  source: FontFile;
  /** The character (with its variation selector) the code draws; empty for a blank, `falseGlyph` for a lie. */
  characterOf(code: number): string;
  /** In 1/1000 em, as the document places the next glyph. */
  widthOf(code: number): number;
};

/**
 * Opens an embedded font (Type0, Identity-H, TrueType outlines) and holds each of its codes against the font file it
 * names: the outline in the document must be the outline the file's own map gives for the character the code says it
 * is, and as wide. Throws `Unreadable` where the font is of another kind or of no file in `sources`.
 */
export function openFace(
  file: PdfFile,
  given: PdfValue | undefined,
  sources: readonly FontFile[],
): EmbeddedFace {
  const font = file.dictionary(given);
  const [below] = file.list(font.get("DescendantFonts"));
  const descendant = file.dictionary(below);
  const [, called] = /^[A-Z]{6}\+(.+)$/.exec(file.name(font.get("BaseFont"))) ?? [];
  const source = sources.find(({ name }) => name === called);
  const isOurs =
    file.name(font.get("Subtype")) === "Type0" &&
    file.name(font.get("Encoding")) === "Identity-H" &&
    file.name(descendant.get("Subtype")) === "CIDFontType2" &&
    file.name(descendant.get("CIDToGIDMap")) === "Identity";
  if (!source || !isOurs) throw new Unreadable("font-kind");
  const descriptor = file.dictionary(descendant.get("FontDescriptor"));
  const embedded = openOutlines(file.stream(descriptor.get("FontFile2")).bytes);
  if (embedded.unitsPerEm !== source.unitsPerEm) throw new Unreadable("font-scale");
  const characters = readToUnicode(file.stream(font.get("ToUnicode")).bytes);
  const widths = readWidths(file, descendant);
  const known: string[] = [];
  return {
    source,
    characterOf(code) {
      known[code] ??= verified(code, {
        source,
        embedded,
        character: characters.get(code),
        width: widths[code],
      });
      return known[code] as string;
    },
    widthOf: (code) => widths[code] ?? 0,
  };
}

type Claim = {
  source: FontFile;
  embedded: Outlines;
  character: string | undefined;
  width: number | undefined;
};

function verified(code: number, { source, embedded, character, width }: Claim): string {
  const glyph = character === undefined ? 0 : glyphOfCharacter(source, character);
  if (character === undefined || width === undefined || code === 0 || glyph === 0) return falseGlyph;
  if (Math.abs((source.advanceOf(glyph) * 1000) / source.unitsPerEm - width) > 0.5) return falseGlyph;
  try {
    if (!drawsTheSame(embedded, code, source, glyph)) return falseGlyph;
    if (!/^\s$/.test(character)) return character;
    return source.outlineOf(glyph).length === 0 ? "" : falseGlyph;
  } catch (error) {
    // An outline that ends before its end.
    if (error instanceof RangeError || error instanceof Unreadable) return falseGlyph;
    throw error;
  }
}

const isSelector = (code: number) =>
  (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);

/** The glyph the font's own map gives for one character, with or without a variation selector; 0 for anything else. */
export function glyphOfCharacter(font: FontFile, character: string): number {
  const [base, selector, more] = [...character].map((part) => part.codePointAt(0) as number);
  if (base === undefined || more !== undefined) return 0;
  if (selector === undefined) return font.glyphOf(base, null);
  return isSelector(selector) ? font.glyphOf(base, selector) : 0;
}

function readWidths(file: PdfFile, descendant: PdfDictionary): number[] {
  const widths: number[] = [];
  const list = file.list(descendant.get("W"));
  for (let i = 0; i < list.length; ) {
    const first = file.number(list[i]);
    const next = list[i + 1];
    if (typeof next === "number") {
      for (let code = first; code <= next && code <= 0xffff; code += 1)
        widths[code] = file.number(list[i + 2]);
      i += 3;
    } else {
      file.list(next).forEach((width, k) => {
        widths[first + k] = file.number(width);
      });
      i += 2;
    }
  }
  return widths;
}

const codeOf = (value: PdfValue | undefined): number => {
  if (!(value instanceof PdfString) || value.bytes.length !== 2) throw new Unreadable("to-unicode");
  return (value.bytes.charCodeAt(0) << 8) | value.bytes.charCodeAt(1);
};

const textOf = (value: PdfValue | undefined): string => {
  if (!(value instanceof PdfString) || value.bytes.length % 2 === 1) throw new Unreadable("to-unicode");
  let out = "";
  for (let i = 0; i < value.bytes.length; i += 2)
    out += String.fromCharCode((value.bytes.charCodeAt(i) << 8) | value.bytes.charCodeAt(i + 1));
  return out;
};

/** Codes to text, from a ToUnicode map (`bfchar`, and `bfrange` with a list). A code named twice is `Unreadable`. */
function readToUnicode(bytes: Uint8Array): Map<number, string> {
  const found = new Map<number, string>();
  const add = (code: number, text: string) => {
    if (found.has(code)) throw new Unreadable("to-unicode");
    found.set(code, text);
  };
  const reader = new PdfReader(bytes);
  let values: PdfValue[] = [];
  for (let value = reader.next(false); value !== undefined; value = reader.next(false)) {
    if (!(value instanceof PdfWord)) {
      values.push(value);
      continue;
    }
    if (value.word === "endbfchar") {
      for (let i = 0; i < values.length; i += 2) add(codeOf(values[i]), textOf(values[i + 1]));
    }
    if (value.word === "endbfrange") {
      for (let i = 0; i < values.length; i += 3) {
        const [from, to, texts] = [codeOf(values[i]), codeOf(values[i + 1]), values[i + 2]];
        if (!Array.isArray(texts) || texts.length !== to - from + 1) throw new Unreadable("to-unicode");
        for (const [k, text] of texts.entries()) add(from + k, textOf(text));
      }
    }
    values = [];
  }
  return found;
}
