import { kind } from "./characters";
import {
  fullEnd,
  type Line,
  lineBetween,
  mayEndAt,
  measureAt,
  type Paragraph,
  spreadLimit,
  squeezeLimit,
  widthOf,
} from "./one-line";

/**
 * A last line narrower than this, its closing marks not counted, looks like something left over: 「す。」, "money."
 * Ragged text gives way more easily.
 */
const leastLastLine = { justified: 3000, ragged: 5000 };
/** In a column narrower than this a short last line is no surprise. */
const leastMeasure = 12_000;
/** Ragged text may end a line this much earlier than it must. */
const raggedLimit = 8000;

/** What each thing a reader notices costs; a hole in the text is worse than a short last line. */
const price = { line: 1, hole: 30, shortLastLine: 10 };

/** Whether lines leave a hole in justified text, or next to nothing on the last line. */
export function isFaulty(paragraph: Paragraph, lines: readonly Line[]): boolean {
  return lines.some((line) => isHole(paragraph, line) || isShortLast(paragraph, line));
}

const slackOf = (paragraph: Paragraph, line: Line) => measureAt(paragraph, line.from) - line.width;

function isHole(paragraph: Paragraph, line: Line): boolean {
  const isLast = line.to === paragraph.glyphs.length;
  return paragraph.justify && !isLast && slackOf(paragraph, line) > spreadLimit;
}

function isShortLast({ glyphs, measure, justify }: Paragraph, line: Line): boolean {
  if (line.from === 0 || line.to < glyphs.length || measure < leastMeasure) return false;
  const least = justify ? leastLastLine.justified : leastLastLine.ragged;
  let wordsTo = line.inkTo;
  while (wordsTo > line.from && glyphs[wordsTo - 1]?.kind === kind.closer) wordsTo--;
  return widthOf(glyphs, line.from, wordsTo) < least;
}

type Reached = { cost: number; line: Line | null };

/**
 * Breaks a paragraph anew where it costs least as a whole: every line within the limits of spreading and standing
 * closer if that can be, no hole, no short last line. Two equal ways: the one whose lines are fuller earlier.
 */
export function mendLines(paragraph: Paragraph): Line[] {
  const end = paragraph.glyphs.length;
  const reached: (Reached | undefined)[] = [{ cost: 0, line: null }];
  for (let from = 0; from < end; from++) {
    const start = reached[from];
    if (!start) continue;
    for (const line of possibleLines(paragraph, from)) {
      const cost = start.cost + costOf(paragraph, line);
      if (cost <= (reached[line.to]?.cost ?? Number.POSITIVE_INFINITY)) reached[line.to] = { cost, line };
    }
  }
  const lines: Line[] = [];
  for (let line = reached[end]?.line; line; line = reached[line.from]?.line) lines.unshift(line);
  return lines;
}

/** Every line that may begin at `from`: the full one, shorter ones, and those that fit by standing closer. */
function possibleLines(paragraph: Paragraph, from: number): Line[] {
  const { glyphs, justify } = paragraph;
  const full = fullEnd(paragraph, from);
  const lines = [lineBetween(paragraph, from, full)];
  const most = justify ? spreadLimit : raggedLimit;
  for (let to = full - 1; to > from; to--) {
    if (!mayEndAt(paragraph, to)) continue;
    const line = lineBetween(paragraph, from, to);
    if (slackOf(paragraph, line) > most) break;
    lines.push(line);
  }
  for (let to = full + 1; justify && to <= glyphs.length; to++) {
    if (to < glyphs.length && !mayEndAt(paragraph, to)) continue;
    const line = lineBetween(paragraph, from, to);
    if (slackOf(paragraph, line) < -squeezeLimit) break;
    lines.push(line);
  }
  return lines;
}

function costOf(paragraph: Paragraph, line: Line): number {
  if (isShortLast(paragraph, line)) return price.line + price.shortLastLine;
  const slack = slackOf(paragraph, line);
  if (isHole(paragraph, line)) return price.line + price.hole + slack / 1000;
  if (slack < 0) return price.line + (slack / squeezeLimit) ** 2;
  if (line.to === paragraph.glyphs.length) return price.line;
  return price.line + (slack / (paragraph.justify ? spreadLimit : raggedLimit)) ** 2;
}
