import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gapBetween } from "@/features/letters/typeset/characters";
import { type Glyph, shape } from "@/features/letters/typeset/font";
import { breakLines } from "@/features/letters/typeset/lines";
import type { Line } from "@/features/letters/typeset/one-line";
import { fonts } from "./sample-letters";

const neverFirst = [..."、。，．・：；！？）］｝」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々様"];
const neverLast = [..."（［｛「『【〈《〒"];

const glyphsOf = (text: string) => shape(text, fonts.regular).glyphs;
const textOf = (glyphs: readonly Glyph[], line: Line) =>
  glyphs
    .slice(line.from, line.to)
    .map((glyph) => String.fromCodePoint(...glyph.codePoints))
    .join("");
const linesOf = (text: string, em: number, justify = true) => {
  const glyphs = glyphsOf(text);
  return breakLines(glyphs, { measure: em * 1000, justify }).map((line) => textOf(glyphs, line));
};

/** Width of a line as it is drawn, measured independently of the breaker. */
function drawnWidth(glyphs: readonly Glyph[], line: Line): number {
  let width = 0;
  for (let i = line.from; i < line.inkTo; i++) {
    const glyph = glyphs[i] as Glyph;
    width += glyph.advance;
    if (i + 1 < line.inkTo) width += line.spread + gapBetween(glyph, glyphs[i + 1] as Glyph);
  }
  const closing = [..."、。，．）］｝」』】〉》"].includes(
    textOf(glyphs, { ...line, from: line.inkTo - 1, to: line.inkTo }),
  );
  return width - line.startTrim - (closing ? 500 : 0);
}

/** Japanese letter text: words, numbers with counters, brackets that open and close, at most two marks in a row. */
const word = fc.constantFrom(
  ...[
    "お詫び",
    "個人情報",
    "磁気テープ",
    "診断書",
    "2012年10月25日",
    "39,585人",
    "K7Q2-M9PX",
    "山田花子様",
    "〒150-0001",
  ],
  ...[
    "ご請求",
    "ちょっと",
    "佐々木",
    "ネットワーク",
    "Owabi",
    "、",
    "。",
    "・",
    "！",
    "です",
    "を",
    "に",
    "　",
    " ",
  ],
);
const phrase = fc.oneof(
  word,
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `「${words.join("")}」`),
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `（${words.join("")}）`),
);
// A run of marks as long as a line leaves no legal place: letters do not contain one.
const legal = (text: string) => !/[、。・！」）]{4}|[「（〒]{3}/u.test(text);
const paragraph = fc
  .array(phrase, { minLength: 1, maxLength: 60 })
  .map((phrases) => `本${phrases.join("")}`)
  .filter(legal);

describe("lines of Japanese text", () => {
  it("never begin with a mark that may not, nor end with one that may not", () => {
    fc.assert(
      fc.property(paragraph, fc.integer({ min: 14, max: 45 }), fc.boolean(), (text, em, justify) => {
        const lines = linesOf(text, em, justify);
        lines.forEach((line, i) => {
          if (i > 0) expect(neverFirst).not.toContain([...line][0]);
          if (i < lines.length - 1) expect(neverLast).not.toContain([...line.trimEnd()].at(-1));
        });
      }),
      { numRuns: 500 },
    );
  });

  it("together are the text, nothing lost and nothing added", () => {
    fc.assert(
      fc.property(paragraph, fc.integer({ min: 6, max: 45 }), (text, em) => {
        expect(linesOf(text, em).join("")).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it("are never wider than the measure, whatever text they are given", () => {
    const anything = fc.oneof(
      paragraph,
      fc.string({ minLength: 1, maxLength: 200, unit: fc.constantFrom(..."あ漢、。（）「」ー12aB,- 様") }),
    );
    fc.assert(
      fc.property(anything, fc.integer({ min: 4, max: 45 }), fc.boolean(), (text, em, justify) => {
        const glyphs = glyphsOf(text);
        for (const line of breakLines(glyphs, { measure: em * 1000, justify })) {
          const forced = line.to - line.from <= em / 2;
          if (!forced) expect(drawnWidth(glyphs, line)).toBeLessThanOrEqual(em * 1000 + 0.01);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are spread to the measure, never by more than two ems, and the last one never", () => {
    fc.assert(
      fc.property(paragraph, fc.integer({ min: 14, max: 45 }), (text, em) => {
        const glyphs = glyphsOf(text);
        const lines = breakLines(glyphs, { measure: em * 1000, justify: true });
        lines.forEach((line, i) => {
          const added = line.spread * (line.inkTo - line.from - 1);
          expect(added).toBeLessThanOrEqual(2000.01);
          expect(added).toBeGreaterThanOrEqual(-1000.01);
          if (added !== 0) expect(line.width + added).toBeCloseTo(em * 1000, 3);
          if (i === lines.length - 1) expect(line.spread).toBeLessThanOrEqual(0);
        });
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["name and 様", "通知は山田花子様", 7, ["通知は山田花", "子様"]],
    ["number and counter", "受付は同年の10月です", 6, ["受付は同年の", "10月です"]],
    ["year and 年", "あいうえ2012年", 6, ["あいうえ", "2012年"]],
    ["〒 and its code", "あいうえ〒150-0001", 6, ["あいうえ", "〒150-0001"]],
    ["a telephone number", "お電話は0120-000-000へ", 9, ["お電話は", "0120-000-000へ"]],
  ])("keep %s together", (_, text, em, expected) => {
    expect(linesOf(text, em, false)).toEqual(expected);
  });

  it("take a closing mark in by its blank half rather than push a word out", () => {
    expect(linesOf("あいうえお。かきくけこ", 5.5)).toEqual(["あいうえお。", "かきくけこ"]);
  });

  it("cut a word that is longer than a line, and only that", () => {
    expect(linesOf(`は${"x".repeat(60)}`, 10, false).length).toBeGreaterThan(2);
    expect(linesOf("It was our duty", 5, false)).toEqual(["It was our ", "duty"]);
  });
});
