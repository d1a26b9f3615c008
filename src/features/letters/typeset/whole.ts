import type { Glyph, GlyphRefusal, LetterFont } from "./font";
import { shape } from "./font";

/** Glyphs `from` (inclusive) to `to` (exclusive) that belong together. */
export type Span = { from: number; to: number };

/** Noncharacters: no font has them, so no value can bring them along and no letter can print them. */
const opening = "\ufdd0";
const closing = "\ufdd1";

/** What `{{ name | whole }}` leaves in a text: the value between marks that are never printed. */
export function markWhole(text: string): string {
  return text === "" ? "" : `${opening}${text}${closing}`;
}

export type Shaped = { glyphs: Glyph[]; refusals: GlyphRefusal[]; whole: readonly Span[] };

const none: readonly Span[] = [];

/** A text as glyphs, and which of them came from words marked as whole; the marks themselves are gone. */
export function shapeMarked(text: string, font: LetterFont): Shaped {
  if (!text.includes(opening)) return { ...shape(text, font), whole: none };
  const whole: Span[] = [];
  const glyphs: Glyph[] = [];
  const refusals: GlyphRefusal[] = [];
  let at = 0;
  let from = 0;
  for (const part of text.split(/([\ufdd0\ufdd1])/)) {
    if (part === opening) from = glyphs.length;
    else if (part === closing) whole.push({ from, to: glyphs.length });
    else {
      const shaped = shape(part, font);
      for (const glyph of shaped.glyphs) glyphs.push(glyph);
      for (const refusal of shaped.refusals) refusals.push({ ...refusal, at: at + refusal.at });
      at += [...part].length;
    }
  }
  return { glyphs, refusals, whole };
}
