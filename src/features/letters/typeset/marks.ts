import { qrCode } from "@/lib/qr-code";
import { sheetCodeText } from "@/lib/sheet-code";
import { sheet } from "./envelope";
import { num } from "./operators";

/** One sheet of one letter in one run, as the machines and the hands that carry it need to know it. */
export type SheetMark = {
  runLabel: string;
  sequence: number;
  inquiryNumber: string;
  /** This sheet, from 1, of so many. */
  sheetNumber: number;
  sheetCount: number;
};

/** The mark a person can read: run/sequence/inquiry number k/n. */
export function sheetMarkText(mark: SheetMark): string {
  const sequence = String(mark.sequence).padStart(5, "0");
  return `${mark.runLabel}/${sequence}/${mark.inquiryNumber} ${mark.sheetNumber}/${mark.sheetCount}`;
}

/** The mark machines read, which is printed beside its 2D code as well. */
export function machineMarkText(mark: SheetMark, run: { code: string; generation: number }): string {
  return sheetCodeText({
    runCode: run.code,
    sequence: mark.sequence,
    generation: run.generation,
    sheet: mark.sheetNumber,
    sheets: mark.sheetCount,
  });
}

/** Where codes stand in the margins: side and quiet zone of their square in points, from the sheet's upper left. */
export type CodePlace = { left: number; top: number; side: number };

const margin = 17;
const codeBottom = sheet.height - 22.7;
/** In the left margin at the foot of every sheet, 0.4 mm a module. */
export const sheetCodePlace: CodePlace = { left: margin, top: codeBottom - 32.9, side: 32.9 };
const answerSide = 39;
/** In the right margin at the foot of a letter's first sheet. */
export const answerCodePlace: CodePlace = {
  left: sheet.width - margin - answerSide,
  top: codeBottom - answerSide,
  side: answerSide,
};

/** A 2D code as the operators that paint it. */
export function drawQr(text: string, { left, top, side }: CodePlace): string {
  for (let mask = 3; ; mask++) {
    const { size, bits } = qrCode(text, mask % 8);
    const bytes = Buffer.from(bits.buffer, bits.byteOffset, bits.length).toString("latin1");
    // A program that looks for the end of an inline picture must not find it inside.
    if (bytes.includes("EI") && mask < 10) continue;
    return drawMask(bytes, size, size, left, top, side, side);
  }
}

/** A picture of one bit a point, each row in whole bytes; set bits are painted black. */
export function drawMask(
  bytes: string,
  columns: number,
  rows: number,
  left: number,
  top: number,
  width: number,
  height: number,
): string {
  const place = `${num(width)} 0 0 ${num(height)} ${num(left)} ${num(sheet.height - top - height)}`;
  return `q ${place} cm\nBI /W ${columns} /H ${rows} /BPC 1 /IM true /D [1 0] ID ${bytes}\nEI\nQ\n`;
}
