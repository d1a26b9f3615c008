import * as fontkit from "fontkit";
import { codePointName } from "@/lib/code-point";
import { Internal } from "@/lib/errors";
import { type Kind, kindOf, type Side, sideOf } from "./characters";
import type { OtherFonts } from "./other-fonts";

/** One printed character. The same object is handed out for the same character, so identity may be used. */
export type Glyph = {
  readonly font: LetterFont;
  /** Glyph id in the font file. */
  readonly id: number;
  /** Width in 1/1000 em. */
  readonly advance: number;
  readonly kind: Kind;
  readonly side: Side;
  /** Base character and, where there is one, its variation selector: what a reader can copy out. */
  readonly codePoints: readonly number[];
};

/** Why one character of a text cannot be printed; `at` counts characters from 0. */
export type GlyphRefusal = { at: number; codePoint: string; reason: string };

type VariantTable = {
  varSelector: number;
  defaultUVS: { startUnicodeValue: number; additionalCount: number }[] | null;
  nonDefaultUVS: { unicodeValue: number; glyphID: number }[] | null;
};
/** What we lean on inside fontkit 2.0.4: its own variant look-up misses every non-default sequence. */
type FontkitFont = fontkit.Font & {
  readonly _cmapProcessor: {
    lookup(codePoint: number): number;
    readonly uvs: { varSelectors: { toArray(): VariantTable[] } } | null;
  };
};

export type LetterFont = {
  /** The opened file, handed as it is to every PDF document. */
  readonly fontkit: fontkit.Font;
  readonly name: string;
  glyphFor(codePoint: number, selector: number | null): Glyph | string;
};

/** The two weights letters are set in, and where single characters may come from when somebody decided so. */
export type LetterFonts = {
  readonly regular: LetterFont;
  readonly bold: LetterFont;
  readonly others?: OtherFonts;
};

const isSelector = (codePoint: number) =>
  (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);

/**
 * Opens a TrueType file (glyf outlines) once; do it once a process, it is then shared by all documents.
 *
 * @throws Internal `letter-font.unsuitable` where the file is not a single TrueType font.
 */
export function openLetterFont(file: Uint8Array): LetterFont {
  const opened = fontkit.create(Buffer.from(file.buffer, file.byteOffset, file.byteLength)) as FontkitFont;
  if (opened.type !== "TTF" || !opened._cmapProcessor || !("glyf" in opened)) {
    throw new Internal("letter-font.unsuitable", { font: opened.postscriptName ?? "unknown" });
  }
  const variants = readVariants(opened);
  const seen = new Map<number, Glyph | string>();
  const seenVariants = new Map<string, Glyph | string>();
  const font: LetterFont = {
    fontkit: opened,
    name: opened.postscriptName,
    glyphFor(codePoint, selector) {
      if (selector === null) {
        const known = seen.get(codePoint);
        if (known !== undefined) return known;
        const found = refusedKind(codePoint) ?? glyph(opened._cmapProcessor.lookup(codePoint), [codePoint]);
        seen.set(codePoint, found);
        return found;
      }
      const key = `${codePoint},${selector}`;
      const known = seenVariants.get(key);
      if (known !== undefined) return known;
      const base = font.glyphFor(codePoint, null);
      const id = variants(codePoint, selector);
      const found =
        typeof base === "string"
          ? base
          : id === null
            ? "letter.variant-missing"
            : glyph(id || base.id, [codePoint, selector]);
      seenVariants.set(key, found);
      return found;
    },
  };
  const glyph = (id: number, codePoints: number[]): Glyph | string => {
    if (id === 0) return "letter.glyph-missing";
    const advance = (opened.getGlyph(id).advanceWidth * 1000) / opened.unitsPerEm;
    const first = codePoints[0] as number;
    return { font, id, advance, kind: kindOf(first), side: sideOf(first, advance), codePoints };
  };
  return font;
}

/** The variant's glyph id; 0 where the font says its ordinary glyph is that variant; null where unknown. */
function readVariants(font: FontkitFont): (codePoint: number, selector: number) => number | null {
  const tables = new Map(
    (font._cmapProcessor.uvs?.varSelectors.toArray() ?? []).map((t) => [t.varSelector, t]),
  );
  return (codePoint, selector) => {
    const table = tables.get(selector);
    const own = table?.nonDefaultUVS?.find((entry) => entry.unicodeValue === codePoint);
    if (own) return own.glyphID;
    const isDefault = table?.defaultUVS?.some(
      (range) =>
        codePoint >= range.startUnicodeValue && codePoint <= range.startUnicodeValue + range.additionalCount,
    );
    return isDefault ? 0 : null;
  };
}

function refusedKind(codePoint: number): string | null {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return "letter.broken-character";
  const character = String.fromCodePoint(codePoint);
  if (codePoint === 0xfffd) return "letter.broken-character";
  if (/\p{Co}/u.test(character)) return "letter.private-use";
  if (/\p{Cc}/u.test(character)) return "letter.control-character";
  if (/[\p{Cf}\p{Zl}\p{Zp}]/u.test(character)) return "letter.invisible-character";
  // A loose mark (か + U+3099) would be printed beside its letter: we place glyphs, we do not compose them.
  return /\p{M}/u.test(character) ? "letter.combining-mark" : null;
}

/** A text as glyphs, and every character that cannot be printed. Never throws; never substitutes. */
export function shape(text: string, font: LetterFont): { glyphs: Glyph[]; refusals: GlyphRefusal[] } {
  const glyphs: Glyph[] = [];
  const refusals: GlyphRefusal[] = [];
  let at = 0;
  for (let i = 0; i < text.length; at++) {
    const codePoint = text.codePointAt(i) as number;
    i += codePoint > 0xffff ? 2 : 1;
    const next = i < text.length ? (text.codePointAt(i) as number) : 0;
    const selector = isSelector(next) ? next : null;
    if (selector !== null) i += selector > 0xffff ? 2 : 1;
    const found = font.glyphFor(codePoint, selector);
    if (typeof found !== "string") glyphs.push(found);
    else refusals.push({ at, codePoint: characterName(codePoint, selector), reason: found });
    if (selector !== null) at++;
  }
  return { glyphs, refusals };
}

/** A character as refusals and decisions name it: "U+9089", or "U+9089 U+E0104". */
export function characterName(codePoint: number, selector: number | null): string {
  const base = codePointName(String.fromCodePoint(codePoint));
  return selector === null ? base : `${base} ${codePointName(String.fromCodePoint(selector))}`;
}

/**
 * Every character of a text the font cannot print exactly: no glyph, a variant the font does not have (it
 * would silently show another form of the name), private use, control, invisible and combining characters.
 */
export function checkGlyphs(text: string, font: LetterFont): GlyphRefusal[] {
  return shape(text, font).refusals;
}
