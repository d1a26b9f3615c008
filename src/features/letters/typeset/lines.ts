import type { Glyph } from "./font";
import { heldPlaces } from "./held-places";
import { isFaulty, mendLines } from "./mend-lines";
import {
  fullEnd,
  type Line,
  lineBetween,
  mayEndAt,
  type Paragraph,
  roomAt,
  spreadLimit,
  squeezeLimit,
  trimEnd,
  widthOf,
} from "./one-line";
import type { Span } from "./whole";

export type LineOptions = {
  /** Width of a full line, in 1/1000 em. */
  measure: number;
  /** Indent of the first line, in 1/1000 em. */
  firstIndent?: number;
  justify?: boolean;
  /** Names and the like, in order: each stays on one line with the 様 after it, where a line can hold it. */
  whole?: readonly Span[];
};

/**
 * Breaks a paragraph into lines (kinsoku, words of digits and letters whole, numbers with their counters,
 * names with 様) and says how far each is spread. What does not fit goes to the next line (追い出し); only a
 * closing mark may give up its blank half to stay. Where that leaves a hole in the text or a word or two alone
 * on the last line, the whole paragraph gives way. Lines cover the input without gap or overlap.
 */
export function breakLines(glyphs: readonly Glyph[], options: LineOptions): Line[] {
  const { measure, firstIndent = 0, justify = false, whole = [] } = options;
  const paragraph: Paragraph = { glyphs, measure, firstIndent, justify, held: null };
  paragraph.held = heldPlaces(paragraph, whole);
  const lines: Line[] = [];
  for (let from = 0; from < glyphs.length; ) {
    let to = fullEnd(paragraph, from);
    if (justify && to < glyphs.length) to = squeezedEnd(paragraph, from, to);
    lines.push(lineBetween(paragraph, from, to));
    from = to;
  }
  return isFaulty(paragraph, lines) ? mendLines(paragraph) : lines;
}

/** Where a line ends that would be ragged without the next word, and can take it in by standing closer. */
function squeezedEnd(paragraph: Paragraph, from: number, to: number): number {
  const { glyphs } = paragraph;
  const room = roomAt(paragraph, from);
  if (room - widthOf(glyphs, from, trimEnd(glyphs, from, to)) <= spreadLimit) return to;
  for (let i = to + 1; i <= glyphs.length; i++) {
    if (i < glyphs.length && !mayEndAt(paragraph, i)) continue;
    const excess = widthOf(glyphs, from, trimEnd(glyphs, from, i)) - room;
    return excess <= squeezeLimit ? i : to;
  }
  return to;
}
