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

export type LineOptions = {
  /** Width of a full line, in 1/1000 em. */
  measure: number;
  /** Indent of the first line, in 1/1000 em. */
  firstIndent?: number;
  justify?: boolean;
};

const halfEm = 500;
/** A line with more room than this stays ragged: spreading it would show. */
const spreadLimit = 2000;
/** A word this much too wide is taken in (追い込み) where pushing it out would leave the line ragged. */
const squeezeLimit = 1000;

/**
 * Breaks a paragraph into lines (kinsoku, words of digits and letters whole, numbers with their counters,
 * names with 様) and says how far each is spread. What does not fit goes to the next line (追い出し); only a
 * closing mark may give up its blank half to stay. Lines cover the input without gap or overlap.
 */
export function breakLines(glyphs: readonly Glyph[], options: LineOptions): Line[] {
  const lines: Line[] = [];
  let from = 0;
  while (from < glyphs.length) {
    const measure = options.measure - (from === 0 ? (options.firstIndent ?? 0) : 0);
    const startTrim = from > 0 && glyphs[from]?.kind === kind.opener ? halfEm : 0;
    const justify = options.justify === true;
    const room = measure + startTrim;
    let to = lineEnd(glyphs, from, room);
    if (justify && to < glyphs.length) to = squeezedEnd(glyphs, from, to, room);
    lines.push(finishLine(glyphs, { from, to, measure, startTrim }, justify));
    from = to;
  }
  return lines;
}

/** The index after the last glyph of the line that starts at `from`. */
function lineEnd(glyphs: readonly Glyph[], from: number, measure: number): number {
  let width = 0;
  let lastBreak = -1;
  for (let i = from; i < glyphs.length; i++) {
    const glyph = glyphs[i] as Glyph;
    const before = glyphs[i - 1] as Glyph;
    if (i > from) {
      if (mayEndAt(glyphs, i)) lastBreak = i;
      width += gapBetween(before, glyph);
    }
    width += glyph.advance;
    if (glyph.kind === kind.space) continue;
    const least = glyph.kind === kind.closer ? width - halfEm : width;
    if (least > measure) return lastBreak > from ? lastBreak : forcedEnd(glyphs, from, i);
  }
  return glyphs.length;
}

/** Whether a line may end before `i`. Blanks do not free an opening bracket from what it opens. */
function mayEndAt(glyphs: readonly Glyph[], i: number): boolean {
  const before = glyphs[i - 1] as Glyph;
  if (!mayBreak(before.kind, (glyphs[i] as Glyph).kind)) return false;
  if (before.kind !== kind.space) return true;
  const word = glyphs[trimEnd(glyphs, 0, i) - 1]?.kind;
  return word !== kind.opener && word !== kind.noEnd;
}

/** Where a line ends that would be ragged without the next word, and can take it in by standing closer. */
function squeezedEnd(glyphs: readonly Glyph[], from: number, to: number, room: number): number {
  if (room - widthOf(glyphs, from, trimEnd(glyphs, from, to)) <= spreadLimit) return to;
  for (let i = to + 1; i <= glyphs.length; i++) {
    if (i < glyphs.length && !mayEndAt(glyphs, i)) continue;
    const excess = widthOf(glyphs, from, trimEnd(glyphs, from, i)) - room;
    return excess <= squeezeLimit ? i : to;
  }
  return to;
}

function trimEnd(glyphs: readonly Glyph[], from: number, to: number): number {
  let inkTo = to;
  while (inkTo > from && glyphs[inkTo - 1]?.kind === kind.space) inkTo--;
  return inkTo;
}

/** A run wider than the line has to be cut, but still not where a line may not begin or end. */
function forcedEnd(glyphs: readonly Glyph[], from: number, overflowing: number): number {
  for (let i = overflowing; i > from; i--) {
    if (!isForbiddenEdge((glyphs[i - 1] as Glyph).kind, (glyphs[i] as Glyph).kind)) return i;
  }
  return Math.max(overflowing, from + 1);
}

type Bounds = { from: number; to: number; measure: number; startTrim: number };

function finishLine(glyphs: readonly Glyph[], bounds: Bounds, justify: boolean): Line {
  const { from, to, measure, startTrim } = bounds;
  const inkTo = trimEnd(glyphs, from, to);
  let width = widthOf(glyphs, from, inkTo) - startTrim;
  if (width > measure && glyphs[inkTo - 1]?.kind === kind.closer) width -= halfEm;
  const slack = measure - width;
  const gaps = inkTo - from - 1;
  const spreads = justify && gaps > 0 && (slack < 0 || (to < glyphs.length && slack <= spreadLimit));
  return { from, to, inkTo, width, spread: spreads ? slack / gaps : 0, startTrim };
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
