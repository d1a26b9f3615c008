import { gapBetween, kind, mayBreak } from "./characters";
import type { Glyph } from "./font";

/** Which parting of an address reads best: the lower the better; null where it may never be parted. */
type Cost = (before: Glyph, after: Glyph) => number | null;

const never = null;
const areaEnds = new Set([..."都道府県市区町村郡"].map((c) => c.codePointAt(0)));
const dashes = new Set([..."-‐‑−－–—―ー"].map((c) => c.codePointAt(0)));
const kanjiDigits = new Set([..."〇一二三四五六七八九十百壱弐参"].map((c) => c.codePointAt(0)));
const numberEnds = new Set([..."番地号"].map((c) => c.codePointAt(0)));
const counters = new Set([..."丁番号地階棟室館線条区町目の第FfＦ"].map((c) => c.codePointAt(0)));

const codeOf = (glyph: Glyph) => glyph.codePoints[0] as number;
const middleDot = 0x30fb;
const isInNumber = (glyph: Glyph) => glyph.kind === kind.digit || dashes.has(codeOf(glyph));
const isKatakana = (code: number) => code >= 0x30a1 && code <= 0x30ff && code !== middleDot;

/**
 * Best after a blank, well between the house number and the building, then after 都道府県市区町村郡; badly inside
 * a word or before 9号, never inside a number.
 */
export const addressCost: Cost = (before, after) => {
  if (before.kind === kind.space && after.kind !== kind.space) return 0;
  const [a, b] = [codeOf(before), codeOf(after)];
  if (isInNumber(before) && isInNumber(after)) return never;
  if (before.kind === kind.digit && after.kind === kind.wide) return counters.has(b) ? never : 4;
  if (!mayBreak(before.kind, after.kind)) return never;
  if (kanjiDigits.has(a) && (kanjiDigits.has(b) || counters.has(b))) return never;
  if (counters.has(a) && (after.kind === kind.digit || kanjiDigits.has(b))) return 30;
  if (numberEnds.has(a) && !counters.has(b)) return 3;
  if (areaEnds.has(a) && !areaEnds.has(b)) return 8;
  if (a === middleDot) return 25;
  if (isKatakana(a) !== isKatakana(b)) return 12;
  return isKatakana(a) ? 40 : 25;
};

/** A name is parted between its words only. */
export const nameCost: Cost = (before, after) => {
  if (after.kind === kind.space || after.kind === kind.noStart) return never;
  return before.kind === kind.space || codeOf(before) === middleDot ? 0 : never;
};

const perLine = 6;
/** Longer than any address that could fit a window; refused before any search. */
const glyphLimit = 250;

/**
 * Parts a text into at most `maxLines` lines of at most `measure` (1/1000 em) where it costs least, as
 * [from, to) pairs that cover it; null where it cannot be done. Nothing is cut and nothing made smaller.
 */
export function partText(
  glyphs: readonly Glyph[],
  measure: number,
  maxLines: number,
  cost: Cost,
): [number, number][] | null {
  if (glyphs.length === 0 || glyphs.length > glyphLimit) return null;
  type Best = { cost: number; from: number };
  // best[n][end]: the cheapest way to fill n lines with the glyphs before `end`.
  const best: (Best | undefined)[][] = [[{ cost: 0, from: 0 }]];
  for (let n = 1; n <= maxLines; n++) {
    const row: (Best | undefined)[] = [];
    best.push(row);
    for (let from = 0; from < glyphs.length; from++) {
      const start = best[n - 1]?.[from];
      if (!start) continue;
      for (const { end, price } of lineEnds(glyphs, from, measure, cost)) {
        const total = start.cost + price + perLine;
        // Of two equal ways the one with the longer first line.
        if (total <= (row[end]?.cost ?? Number.POSITIVE_INFINITY)) row[end] = { cost: total, from };
      }
    }
  }
  return cheapest(best, glyphs.length);
}

function lineEnds(glyphs: readonly Glyph[], from: number, measure: number, cost: Cost) {
  const ends: { end: number; price: number }[] = [];
  let width = 0;
  for (let i = from; i < glyphs.length; i++) {
    const glyph = glyphs[i] as Glyph;
    const before = glyphs[i - 1];
    if (i > from && before) width += gapBetween(before, glyph);
    width += glyph.advance;
    if (width > measure && glyph.kind !== kind.space) break;
    const next = glyphs[i + 1];
    const price = next ? cost(glyph, next) : 0;
    if (price !== null) ends.push({ end: i + 1, price });
  }
  return ends;
}

function cheapest(
  best: ({ cost: number; from: number } | undefined)[][],
  length: number,
): [number, number][] | null {
  let lines = 0;
  for (let n = 1; n < best.length; n++) {
    const found = best[n]?.[length];
    if (found && (lines === 0 || found.cost < (best[lines]?.[length]?.cost ?? 0))) lines = n;
  }
  if (lines === 0) return null;
  const parts: [number, number][] = [];
  for (let n = lines, end = length; n > 0; n--) {
    const from = best[n]?.[end]?.from as number;
    parts.unshift([from, end]);
    end = from;
  }
  return parts;
}
