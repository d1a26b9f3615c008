import type { PlacedText } from "./address-block";
import type { CompiledLetter } from "./compile-letter";
import { sheet } from "./envelope";
import { shape } from "./font";
import {
  answerCodePlace,
  drawQr,
  machineMarkText,
  type SheetMark,
  sheetCodePlace,
  sheetMarkText,
} from "./marks";
import { type GlyphCodes, num, placed, textOperators } from "./operators";
import { type Fragment, isWhole } from "./paginate";
import { drawBarcode } from "./postal-barcode";
import { wholeLine } from "./set-block";
import type { SetPiece } from "./set-piece";
import { answerForm, answerTop, foldMarksForm } from "./sheet-forms";
import { panel, runningTypeOf, textArea } from "./styles";

const markType = { size: 6.5, leading: 8 };
const sheetMarkTop = sheet.height - 33;
const machineMarkTop = sheetMarkTop - 9;
const referenceLabel = { ja: "お問い合わせ番号", en: "Reference number" };

/** The run and the letter as every sheet names them; without a run's code there is nothing for machines to read. */
export type PieceMark = Omit<SheetMark, "sheetNumber" | "sheetCount"> & {
  runCode: string | null;
  generation: number;
};

/** The page streams of one letter, in order. Every sheet bears the same number and its place (k/n). */
export function drawPiece(
  compiled: CompiledLetter,
  letter: SetPiece,
  mark: PieceMark,
  codes: GlyphCodes,
): string[] {
  const sheetCount = letter.pages.length;
  return letter.pages.map((fragments, i) => {
    const sheetMark = { ...mark, sheetNumber: i + 1, sheetCount };
    let out = "";
    if (i === 0) {
      out += drawForm(foldMarksForm, 0, 0);
      for (const text of letter.address) out += drawText(text, codes);
      if (letter.barcode.ok) out += drawBarcode(letter.barcode);
      out += drawFragments(letter.head, compiled.headArea.left, codes);
    } else {
      out += drawRunningHead(compiled, sheetMark, codes);
    }
    out += drawFragments(fragments, textArea.left, codes);
    out += drawSheetMarks(compiled, sheetMark, codes);
    return i === 0 ? out + drawAnswer(compiled, mark) : out;
  });
}

function drawText(text: PlacedText, codes: GlyphCodes): string {
  return placed(textOperators(text.rows, text.type, codes), text.left, text.top, sheet.height);
}

const drawForm = (form: string, left: number, top: number) =>
  placed(`/${form} Do\n`, left, top, sheet.height);

function drawFragments(fragments: readonly Fragment[], left: number, codes: GlyphCodes): string {
  let out = drawPanels(fragments, left);
  for (let i = 0; i < fragments.length; ) {
    const fragment = fragments[i] as Fragment;
    const { block, top, fromRow, toRow } = fragment;
    const x = left + (block.panel ? panel.x : 0);
    const together = formSize(fragments, i);
    if (block.fixed && together > 0) out += drawForm(block.fixed.form, x, top);
    else
      out += placed(
        textOperators(block.rows.slice(fromRow, toRow), block.style, codes),
        x,
        top,
        sheet.height,
      );
    i += Math.max(together, 1);
  }
  return out;
}

/** How many fragments from here are one ready drawing; 0 where it was parted by the end of a page. */
function formSize(fragments: readonly Fragment[], from: number): number {
  const place = fragments[from]?.block.fixed;
  if (place?.index !== 0) return 0;
  for (let k = 0; k < place.size; k++) {
    const fragment = fragments[from + k];
    const own = fragment?.block.fixed;
    if (!fragment || !isWhole(fragment) || own?.form !== place.form || own.index !== k) return 0;
  }
  return place.size;
}

/** A frame round each row of panel blocks. */
function drawPanels(fragments: readonly Fragment[], left: number): string {
  let out = "";
  for (let i = 0; i < fragments.length; i++) {
    if (!fragments[i]?.block.panel) continue;
    const top = (fragments[i] as Fragment).top - panel.y;
    while (fragments[i + 1]?.block.panel) i++;
    const last = fragments[i] as Fragment;
    const bottom = last.top + (last.toRow - last.fromRow) * last.block.style.leading + panel.y;
    const y = num(sheet.height - bottom);
    out += `${panel.line} w ${num(left)} ${y} ${num(textArea.width)} ${num(bottom - top)} re S\n`;
  }
  return out;
}

function drawRunningHead(compiled: CompiledLetter, mark: SheetMark, codes: GlyphCodes): string {
  const blank = compiled.facts.language === "ja" ? "\u3000" : " ";
  const label = `${referenceLabel[compiled.facts.language]}${blank}${mark.inquiryNumber}`;
  return (
    drawLine(compiled, label, "start", 44, runningTypeOf(compiled.print), codes) +
    drawLine(
      compiled,
      `${mark.sheetNumber} / ${mark.sheetCount}`,
      "end",
      44,
      runningTypeOf(compiled.print),
      codes,
    )
  );
}

/** What a machine reads and what a person reads, one below the other; the code itself in the margin beside. */
function drawSheetMarks(compiled: CompiledLetter, mark: SheetMark & PieceMark, codes: GlyphCodes): string {
  const { runCode: code, generation } = mark;
  let out = "";
  if (code !== null) {
    const text = machineMarkText(mark, { code, generation });
    out = drawQr(text, sheetCodePlace) + drawLine(compiled, text, "start", machineMarkTop, markType, codes);
  }
  return out + drawLine(compiled, sheetMarkText(mark), "start", sheetMarkTop, markType, codes);
}

/** The answer page, opened at this letter: its number stands behind a # and is never sent to a server's log. */
function drawAnswer(compiled: CompiledLetter, { inquiryNumber }: PieceMark): string {
  const { answerUrl } = compiled.source;
  if (!answerUrl) return "";
  return (
    drawForm(answerForm, textArea.left, answerTop) + drawQr(`${answerUrl}#${inquiryNumber}`, answerCodePlace)
  );
}

function drawLine(
  compiled: CompiledLetter,
  text: string,
  align: "start" | "end",
  top: number,
  type: { size: number; leading: number },
  codes: GlyphCodes,
): string {
  const { glyphs } = shape(text, compiled.fonts.regular);
  const line = wholeLine(glyphs);
  const x = align === "end" ? textArea.width - (line.width * type.size) / 1000 : 0;
  return drawText({ rows: [[{ glyphs, line, x }]], type, left: textArea.left, top }, codes);
}
