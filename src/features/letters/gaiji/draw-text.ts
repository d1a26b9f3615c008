import { gapBetween } from "../typeset/characters";
import { type Glyph, type GlyphRefusal, type LetterFonts, shape } from "../typeset/font";

/** A text as the outlines the printer will fill: an SVG path in 1/1000 em, the base line at `baseLine`. */
export type Drawn = { path: string; width: number };

const em = 1000;
const baseLine = 880;

/** Draws one line of text from the fonts letters are set in; whatever a browser has does not come into it. */
export function drawText(
  text: string,
  fonts: LetterFonts,
): { ok: true; drawn: Drawn } | { ok: false; refusals: GlyphRefusal[] } {
  const { glyphs, refusals } = shape(text, fonts.regular);
  if (refusals.length > 0) return { ok: false, refusals };
  let x = 0;
  let path = "";
  glyphs.forEach((glyph, i) => {
    if (i > 0) x += gapBetween(glyphs[i - 1] as Glyph, glyph);
    path += outlineAt(glyph, x);
    x += glyph.advance;
  });
  return { ok: true, drawn: { path, width: Math.round(x) } };
}

function outlineAt({ font, id }: Glyph, x: number): string {
  const scale = em / font.fontkit.unitsPerEm;
  const round = (value: number) => Math.round(value * 10) / 10;
  let out = "";
  for (const { command, args } of font.fontkit.getGlyph(id).path.commands) {
    const letter = { moveTo: "M", lineTo: "L", quadraticCurveTo: "Q", bezierCurveTo: "C", closePath: "Z" }[
      command
    ];
    const points = args.map((value, i) => round(i % 2 === 0 ? x + value * scale : baseLine - value * scale));
    out += `${letter}${points.join(" ")}`;
  }
  return out;
}
