import { kind } from "./characters";
import { mayEndAt, type Paragraph, roomAt, trimEnd, widthOf } from "./one-line";
import type { Span } from "./whole";

/**
 * The places inside of `whole` spans where no line may end. A span wider than a line, counted with all that may
 * not be parted from it (the 様 after a name, a bracket around it), is broken like any other text.
 */
export function heldPlaces(paragraph: Paragraph, whole: readonly Span[]): ReadonlySet<number> | null {
  if (whole.length === 0) return null;
  const held = new Set<number>();
  for (const run of unbreakableRuns(paragraph, whole)) {
    if (!fitsOneLine(paragraph, run)) continue;
    for (let i = run.from + 1; i < run.to; i++) held.add(i);
  }
  return held;
}

function unbreakableRuns(paragraph: Paragraph, whole: readonly Span[]): Span[] {
  const { length } = paragraph.glyphs;
  const runs: Span[] = [];
  for (const span of whole) {
    let { from, to } = span;
    if (from === to) continue;
    while (from > 0 && !mayEndAt(paragraph, from)) from--;
    while (to < length && !mayEndAt(paragraph, to)) to++;
    const last = runs.at(-1);
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else runs.push({ from, to });
  }
  return runs;
}

function fitsOneLine(paragraph: Paragraph, { from, to }: Span): boolean {
  const { glyphs } = paragraph;
  const inkTo = trimEnd(glyphs, from, to);
  const blankHalf = glyphs[inkTo - 1]?.kind === kind.closer ? 500 : 0;
  return widthOf(glyphs, from, inkTo) - blankHalf <= roomAt(paragraph, from);
}
