import { gapBetween, isForbiddenEdge, kind, mayBreak } from "./characters";
import type { Glyph } from "./font";

/** One line: glyphs `from` (inclusive) to `to` (exclusive), blanks at its end included. Widths in 1/1000 em. */
export type Line = {
  from: number;
  to: number;
  /** Where the blanks at the end begin. */
  inkTo: number;
  /** Width of what is visible, before spreading. */
  width: number;
  /** Added after every glyph so that the line fills the measure. */
  spread: number;
  /** An opening bracket at the start of a line is drawn this much further left: its left half is blank. */
  startTrim: number;
};

/** Text to be broken into lines, and the measure it is broken to. Widths in 1/1000 em. */
export type Paragraph = {
  glyphs: readonly Glyph[];
  measure: number;
  firstIndent: number;
  justify: boolean;
  /** Places where no line may end, because what stands around them is one. */
  held: ReadonlySet<number> | null;
};

const halfEm = 500;
/** A line with more room than this stays ragged: spreading it would show. */
export const spreadLimit = 2000;
/** A line may be this much too wide and stand closer (追い込み) where pushing a word out would be worse. */
export const squeezeLimit = 1000;

/** Width a line that begins at `from` has to fill. */
export function measureAt(paragraph: Paragraph, from: number): number {
  return paragraph.measure - (from === 0 ? paragraph.firstIndent : 0);
}

function startTrimAt({ glyphs }: Paragraph, from: number): number {
  return from > 0 && glyphs[from]?.kind === kind.opener ? halfEm : 0;
}

/** Width what stands on a line that begins at `from` may have; an opening bracket gives up its blank half. */
export function roomAt(paragraph: Paragraph, from: number): number {
  return measureAt(paragraph, from) + startTrimAt(paragraph, from);
}

/** Whether a line may end before `i`. Blanks do not free an opening bracket from what it opens. */
export function mayEndAt({ glyphs, held }: Paragraph, i: number): boolean {
  if (held?.has(i)) return false;
  const before = glyphs[i - 1] as Glyph;
  if (!mayBreak(before.kind, (glyphs[i] as Glyph).kind)) return false;
  if (before.kind !== kind.space) return true;
  const word = glyphs[trimEnd(glyphs, 0, i) - 1]?.kind;
  return word !== kind.opener && word !== kind.noEnd;
}

/** The index after the last glyph that fits on a line that starts at `from`. */
export function fullEnd(paragraph: Paragraph, from: number): number {
  const { glyphs } = paragraph;
  const room = roomAt(paragraph, from);
  let width = 0;
  let lastBreak = -1;
  for (let i = from; i < glyphs.length; i++) {
    const glyph = glyphs[i] as Glyph;
    const before = glyphs[i - 1] as Glyph;
    if (i > from) {
      if (mayEndAt(paragraph, i)) lastBreak = i;
      width += gapBetween(before, glyph);
    }
    width += glyph.advance;
    if (glyph.kind === kind.space) continue;
    const least = glyph.kind === kind.closer ? width - halfEm : width;
    if (least > room) return lastBreak > from ? lastBreak : forcedEnd(glyphs, from, i);
  }
  return glyphs.length;
}

/** A run wider than the line has to be cut, but still not where a line may not begin or end. */
function forcedEnd(glyphs: readonly Glyph[], from: number, overflowing: number): number {
  for (let i = overflowing; i > from; i--) {
    if (!isForbiddenEdge((glyphs[i - 1] as Glyph).kind, (glyphs[i] as Glyph).kind)) return i;
  }
  return Math.max(overflowing, from + 1);
}

/** The line from `from` to `to`, spread or squeezed to the measure where it may be. */
export function lineBetween(paragraph: Paragraph, from: number, to: number): Line {
  const { glyphs, justify } = paragraph;
  const measure = measureAt(paragraph, from);
  const startTrim = startTrimAt(paragraph, from);
  const inkTo = trimEnd(glyphs, from, to);
  let width = widthOf(glyphs, from, inkTo) - startTrim;
  if (width > measure && glyphs[inkTo - 1]?.kind === kind.closer) width -= halfEm;
  const slack = measure - width;
  const gaps = inkTo - from - 1;
  const spreads = justify && gaps > 0 && (slack < 0 || (to < glyphs.length && slack <= spreadLimit));
  return { from, to, inkTo, width, spread: spreads ? slack / gaps : 0, startTrim };
}

/** Where the blanks before `to` begin. */
export function trimEnd(glyphs: readonly Glyph[], from: number, to: number): number {
  let inkTo = to;
  while (inkTo > from && glyphs[inkTo - 1]?.kind === kind.space) inkTo--;
  return inkTo;
}

/** Natural width of a row of glyphs in 1/1000 em. */
export function widthOf(glyphs: readonly Glyph[], from = 0, to = glyphs.length): number {
  let width = 0;
  for (let i = from; i < to; i++) {
    width += (glyphs[i] as Glyph).advance;
    if (i > from) width += gapBetween(glyphs[i - 1] as Glyph, glyphs[i] as Glyph);
  }
  return width;
}
