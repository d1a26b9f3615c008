import { gapBetween } from "./characters";
import type { Glyph, LetterFont } from "./font";
import type { Line } from "./one-line";

/** Turns glyphs into the codes a document knows them by: a font's resource name and four hex digits. */
export type GlyphCodes = {
  fontName(font: LetterFont): string;
  codeOf(glyph: Glyph): string;
};

/** Part of a row of text: a line of `glyphs`, beginning `x` points from the left. */
export type Part = { glyphs: readonly Glyph[]; line: Line; x: number };

/** A number as PDF writes it, to 1/100 point. */
export const num = (value: number): string => String(Math.round(value * 100) / 100);

/** Height of a kanji above the base line, in em: the em box of Japanese type stands at 0.88. */
const boxAscent = 0.88;

/** Base line of a row below its upper edge, in points. */
export function baselineIn(leading: number, size: number): number {
  return (leading - size) / 2 + boxAscent * size;
}

/**
 * The PDF operators that draw rows of text, the first one's upper edge at y = 0 and downwards from there.
 */
export function textOperators(
  rows: readonly (readonly Part[])[],
  type: { size: number; leading: number },
  codes: GlyphCodes,
): string {
  let out = "BT\n";
  let font = "";
  rows.forEach((row, i) => {
    const y = -(i * type.leading + baselineIn(type.leading, type.size));
    for (const part of row) {
      const { line, glyphs } = part;
      const x = part.x - (line.startTrim * type.size) / 1000;
      out += `${num((line.spread * type.size) / 1000)} Tc 1 0 0 1 ${num(x)} ${num(y)} Tm\n`;
      for (let from = line.from; from < line.inkTo; ) {
        const face = (glyphs[from] as Glyph).font;
        let to = from + 1;
        while (to < line.inkTo && glyphs[to]?.font === face) to++;
        const name = codes.fontName(face);
        if (name !== font) out += `/${name} ${num(type.size)} Tf\n`;
        font = name;
        out += `${showText(glyphs, from, to, line.inkTo, codes)} TJ\n`;
        from = to;
      }
    }
  });
  return `${out}ET\n`;
}

function showText(
  glyphs: readonly Glyph[],
  from: number,
  to: number,
  lineTo: number,
  codes: GlyphCodes,
): string {
  let out = "[<";
  for (let i = from; i < to; i++) {
    const glyph = glyphs[i] as Glyph;
    out += codes.codeOf(glyph);
    if (i + 1 >= lineTo) continue;
    const next = glyphs[i + 1] as Glyph;
    const gap = gapBetween(glyph, next);
    if (gap !== 0) out += `>${-gap}<`;
  }
  return `${out}>]`;
}

/** Operators moved so that their origin lies `x`, `top` points from the sheet's upper left corner. */
export function placed(operators: string, x: number, top: number, sheetHeight: number): string {
  return `q 1 0 0 1 ${num(x)} ${num(sheetHeight - top)} cm\n${operators}Q\n`;
}
