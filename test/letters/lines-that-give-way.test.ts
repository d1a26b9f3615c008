import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Glyph, shape } from "@/features/letters/typeset/font";
import { breakLines } from "@/features/letters/typeset/lines";
import { type Line, widthOf } from "@/features/letters/typeset/one-line";
import type { Span } from "@/features/letters/typeset/whole";
import { fonts } from "./sample-letters";

const neverFirst = new Set("、。，．・：；！？）］｝」』】〉》ーっゃゅょ様");
const neverLast = new Set("（［｛「『【〈《〒");

const glyphsOf = (text: string) => shape(text, fonts.regular).glyphs;
const textOf = (glyphs: readonly Glyph[], from: number, to: number) =>
  glyphs
    .slice(from, to)
    .map((glyph) => String.fromCodePoint(...glyph.codePoints))
    .join("");

/** Sentences of kana, kanji and marks, in which every place is either plainly legal or plainly not. */
const word = fc.constantFrom(
  ..."個人情報 お詫び 磁気テープ 診断書 申し上げます。 いたしました。 ちょっと を は、 に のとおり 「紛失」 （画像）と".split(
    " ",
  ),
);
const words = (most: number) => fc.array(word, { maxLength: most }).map((some) => some.join(""));
const name = fc.constantFrom(
  ..."大久保　直也 森　林 勘解由小路　左衛門尉 髙橋花子 ジョン・スミス アナ・マリア・ゴンサレス＝ロペス Maria 佐々木　さゆり".split(
    " ",
  ),
);

type NamedText = { text: string; spans: Span[] };
const namedText = fc
  .array(fc.tuple(words(12), name), { minLength: 1, maxLength: 4 })
  .chain((parts) => fc.tuple(fc.constant(parts), words(12)))
  .map(([parts, end]): NamedText => {
    let text = "";
    const spans: Span[] = [];
    for (const [before, who] of parts) {
      text += before;
      const from = glyphsOf(text).length;
      text += who;
      spans.push({ from, to: from + glyphsOf(who).length });
      text += "様に";
    }
    return { text: `${text}${end}`, spans };
  });

describe("a name, with the 様 after it", () => {
  it("stays on one line wherever a line can hold it, justified or not, indented or not", () => {
    fc.assert(
      fc.property(
        namedText,
        fc.integer({ min: 6, max: 45 }),
        fc.boolean(),
        fc.boolean(),
        ({ text, spans }, em, justify, indented) => {
          const glyphs = glyphsOf(text);
          const firstIndent = indented ? 1000 : 0;
          const lines = breakLines(glyphs, { measure: em * 1000, firstIndent, justify, whole: spans });
          for (const { from, to } of spans) {
            const width = widthOf(glyphs, from, to + 1) + (from === 0 ? firstIndent : 0);
            if (width > em * 1000) continue;
            const parted = lines.find((line) => line.from > from && line.from <= to);
            expect(parted && textOf(glyphs, parted.from, parted.to)).toBeUndefined();
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("makes no line begin or end wrongly, grow too wide, be spread too far, or lose a character", () => {
    fc.assert(
      fc.property(namedText, fc.integer({ min: 12, max: 45 }), ({ text, spans }, em) => {
        const glyphs = glyphsOf(text);
        const lines = breakLines(glyphs, { measure: em * 1000, justify: true, whole: spans });
        expect(lines.map((line) => textOf(glyphs, line.from, line.to)).join("")).toBe(text);
        lines.forEach((line, i) => {
          const first = textOf(glyphs, line.from, line.from + 1);
          if (i > 0) expect(neverFirst.has(first)).toBe(false);
          if (i < lines.length - 1)
            expect(neverLast.has(textOf(glyphs, line.inkTo - 1, line.inkTo))).toBe(false);
          const added = line.spread * (line.inkTo - line.from - 1);
          expect(added).toBeLessThanOrEqual(2000.01);
          expect(added).toBeGreaterThanOrEqual(-1000.01);
          expect(line.width + added).toBeLessThanOrEqual(em * 1000 + 0.01);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("that no line can hold is broken like any other text", () => {
    fc.assert(
      fc.property(words(8), words(8), fc.integer({ min: 12, max: 20 }), (before, after, em) => {
        const glyphs = glyphsOf(
          `${before}寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末様に${after}`,
        );
        const from = glyphsOf(before).length;
        const options = { measure: em * 1000, justify: true };
        expect(breakLines(glyphs, { ...options, whole: [{ from, to: from + 30 }] })).toEqual(
          breakLines(glyphs, options),
        );
      }),
    );
  });
});

/** Whether a paragraph has any way at all of being broken without a hole and without a short last line. */
function canStandWell(glyphs: readonly Glyph[], em: number): boolean {
  const characters = glyphs.map((_, i) => textOf(glyphs, i, i + 1));
  const closes = (i: number) => "、。）」".includes(characters[i] ?? "");
  const known = new Map<number, boolean>();
  const slack = (from: number, to: number) => {
    const trims = (closes(to - 1) ? 500 : 0) + (from > 0 && neverLast.has(characters[from] ?? "") ? 500 : 0);
    const natural = em * 1000 - widthOf(glyphs, from, to);
    return natural >= 0
      ? { least: natural, most: natural + trims }
      : { least: natural, most: natural + trims };
  };
  const fromHere = (from: number): boolean => {
    const before = known.get(from);
    if (before !== undefined) return before;
    let can = false;
    for (let to = glyphs.length; to > from && !can; to--) {
      const room = slack(from, to);
      if (room.least < -1000) continue;
      if (to === glyphs.length) {
        let wordsTo = to;
        while (closes(wordsTo - 1)) wordsTo--;
        can = from === 0 || widthOf(glyphs, from, wordsTo) >= 3000;
      } else if (!neverFirst.has(characters[to] ?? "") && !neverLast.has(characters[to - 1] ?? "")) {
        if (room.least > 2000) break;
        can = room.most <= 2000 && fromHere(to);
      }
    }
    known.set(from, can);
    return can;
  };
  return fromHere(0);
}

const lastWords = (glyphs: readonly Glyph[], line: Line) =>
  textOf(glyphs, line.from, line.to).replace(/[、。）」]+$/, "");

describe("the last line of a paragraph", () => {
  const paragraph = fc.array(word, { minLength: 6, maxLength: 40 }).map((some) => some.join(""));

  it("is never one or two characters, and no line before it ragged, where any lawful way avoids it", () => {
    let tight = 0;
    fc.assert(
      fc.property(paragraph, fc.integer({ min: 14, max: 45 }), (text, em) => {
        const glyphs = glyphsOf(text);
        if (!canStandWell(glyphs, em)) return;
        const lines = breakLines(glyphs, { measure: em * 1000, justify: true });
        const last = lines.at(-1) as Line;
        if (lines.length > 1) expect([...lastWords(glyphs, last)].length).toBeGreaterThanOrEqual(3);
        for (const line of lines.slice(0, -1)) expect(em * 1000 - line.width).toBeLessThanOrEqual(2000.01);
        tight++;
      }),
      { numRuns: 2000 },
    );
    expect(tight).toBeGreaterThan(1000);
  });

  it.each([
    ["takes a character or two from the line before", 17, ["あいうえおかきくけこさしすせそ", "たちつ。"]],
    ["is taken in where standing a little closer is enough", 18, ["あいうえおかきくけこさしすせそたちつ。"]],
    ["is left as it is where it has three characters", 15, ["あいうえおかきくけこさしすせそ", "たちつ。"]],
  ])("%s", (_, em, expected) => {
    const glyphs = glyphsOf("あいうえおかきくけこさしすせそたちつ。");
    const lines = breakLines(glyphs, { measure: em * 1000, justify: true });
    expect(lines.map((line) => textOf(glyphs, line.from, line.to))).toEqual(expected);
  });

  it("is not left to one short word in ragged text either", () => {
    const text = "In this matter we will never ask you for a number, or to do more for us.";
    const glyphs = glyphsOf(text);
    for (let em = 14; em <= 36; em++) {
      const lines = breakLines(glyphs, { measure: em * 1000 });
      const last = lines.at(-1) as Line;
      expect(lines.length === 1 || last.width >= 5000).toBe(true);
      for (const line of lines) expect(line.spread).toBe(0);
    }
  });
});
