import type { Block, Inline } from "./blocks";
import type { DueBlock } from "./fold";
import { type Glyph, type LetterFonts, shape } from "./font";
import { breakLines } from "./lines";
import { widthOf } from "./one-line";
import type { Part } from "./operators";
import type { LetterRefusal } from "./piece";
import type { Style } from "./styles";
import { type Shaped, type Span, shapeMarked } from "./whole";

/** Where a block belongs that is the same in every letter: number `index` of the `size` blocks drawn as one form. */
export type FormPlace = { form: string; index: number; size: number };

/** A block broken into rows of text. `fixed`: its operators are known before any letter is. */
export type SetBlock = {
  style: Style;
  rows: Part[][];
  panel: boolean;
  fixed: FormPlace | null;
};

export const heightOf = (block: SetBlock) => block.rows.length * block.style.leading;

export type Setting = { fonts: LetterFonts; style: Style; width: number; justify: boolean };

const shapedWords = new WeakMap<Inline, { font: unknown; shaped: Shaped }>();

/**
 * Breaks one block into rows, `width` points wide. Characters that cannot be printed are added to `refusals`
 * under the variable they came from; what is returned then is not to be printed.
 */
export function setBlock(due: DueBlock, setting: Setting, refusals: LetterRefusal[]): SetBlock {
  const { block } = due;
  const { style, width, fonts } = setting;
  const left = (style.indentEm + (block.marker ? 1 : 0)) * style.size;
  const perEm = 1000 / style.size;
  const rows: Part[][] = [];
  for (const { glyphs, whole } of shapeParagraph(due, setting, refusals)) {
    const firstIndent = block.indentFirst && rows.length === 0 ? 1000 : 0;
    const measure = (width - left) * perEm;
    const lines = breakLines(glyphs, {
      measure,
      firstIndent,
      whole,
      justify: setting.justify && style.align === "start",
    });
    for (const line of lines) {
      const room = width - left - line.width / perEm;
      const aligned = style.align === "end" ? room : style.align === "center" ? room / 2 : 0;
      const indent = line.from === 0 ? firstIndent / perEm : 0;
      rows.push([{ glyphs, line, x: left + aligned + indent }]);
    }
  }
  if (block.marker && rows[0]) rows[0].unshift(markerPart(block, fonts, style));
  return { style, rows, panel: block.panel, fixed: null };
}

function markerPart(block: Block, fonts: LetterFonts, style: Style): Part {
  const { glyphs } = shape(block.marker, fonts.regular);
  return { glyphs, line: wholeLine(glyphs), x: style.indentEm * style.size };
}

/** A row of glyphs as one line, however wide. */
export function wholeLine(glyphs: readonly Glyph[]) {
  return {
    from: 0,
    to: glyphs.length,
    inkTo: glyphs.length,
    width: widthOf(glyphs),
    spread: 0,
    startTrim: 0,
  };
}

type Words = { glyphs: Glyph[]; whole: Span[] };

/** The glyphs of a block, one row for each line break its author asked for. */
function shapeParagraph(due: DueBlock, setting: Setting, refusals: LetterRefusal[]): Words[] {
  const paragraphs: Words[] = [{ glyphs: [], whole: [] }];
  for (const inline of due.block.inlines) {
    if (inline.what === "break") {
      paragraphs.push({ glyphs: [], whole: [] });
      continue;
    }
    const last = paragraphs.at(-1) as Words;
    const shaped = shapeInline(inline, due, setting, refusals);
    const before = last.glyphs.length;
    for (const { from, to } of shaped.whole) last.whole.push({ from: before + from, to: before + to });
    for (const glyph of shaped.glyphs) last.glyphs.push(glyph);
  }
  return paragraphs;
}

function shapeInline(
  inline: Exclude<Inline, { what: "break" }>,
  due: DueBlock,
  setting: Setting,
  refusals: LetterRefusal[],
): Shaped {
  const font = inline.bold || setting.style.bold ? setting.fonts.bold : setting.fonts.regular;
  if (inline.what === "slot") {
    const shaped = shapeMarked(inline.slot.render(due.scope), font);
    const field = inline.slot.names.join(", ");
    for (const refusal of shaped.refusals) refusals.push({ field, ...refusal });
    return shaped;
  }
  const known = shapedWords.get(inline);
  if (known?.font === font) return known.shaped;
  const shaped = shapeMarked(inline.text, font);
  for (const refusal of shaped.refusals) refusals.push({ field: "template", ...refusal });
  shapedWords.set(inline, { font, shaped });
  return shaped;
}
