import { Invalid } from "@/lib/errors";
import { type Envelope, pointsPerMm, sheet } from "./envelope";
import { type LetterFonts, shape } from "./font";
import { type GlyphCodes, num, type Part, textOperators } from "./operators";
import type { DocumentPlan } from "./pdf-document";
import { wholeLine } from "./set-block";
import { foldSheet } from "./slips";
import { type Print, textArea } from "./styles";

type Form = DocumentPlan["forms"][number];

/** Name of the drawing with the fold marks. */
export const foldMarksForm = "Folds";
/** Name of the drawing that says what the code at the foot of the first sheet is for. */
export const answerForm = "Answer";

/** Short lines at the left edge where the sheet is folded; their origin is the sheet's upper left. */
export function foldMarks(envelope: Envelope): Form {
  const lines = foldSheet(envelope).foldsMm.map((mm) => {
    const y = num(-mm * pointsPerMm);
    return `${num(4 * pointsPerMm)} ${y} m ${num(7 * pointsPerMm)} ${y} l`;
  });
  return {
    name: foldMarksForm,
    operators: `0.35 w\n${lines.join("\n")} S\n`,
    width: sheet.width,
    height: sheet.height,
  };
}

const captions = {
  ja: "ご確認・お電話のご予約は右の二次元コードから",
  en: "To read more or book a call, scan the code",
};
const captionType: Record<Print, { size: number; leading: number }> = {
  normal: { size: 7.5, leading: 10 },
  large: { size: 9, leading: 11 },
};
/** The marks at the left need this much of the line. */
const leftOfCaption = 160;
/** Upper edge of the caption on the sheet. */
export const answerTop = sheet.height - 42;

/**
 * What the code of the answer page is for, and its address for whoever types it.
 *
 * @throws Invalid `letter.answer-url-too-long`, `letter.constant-unprintable`
 */
export function answerNote(
  answerUrl: string,
  { fonts, print, language }: { fonts: LetterFonts; print: Print; language: "ja" | "en" },
  codes: GlyphCodes,
): Form {
  const type = captionType[print];
  const rows: Part[][] = [];
  for (const text of [captions[language], answerUrl]) {
    const { glyphs, refusals } = shape(text, fonts.regular);
    if (refusals[0]) {
      throw new Invalid("letter.constant-unprintable", {
        codePoint: refusals[0].codePoint,
        because: refusals[0].reason,
      });
    }
    const line = wholeLine(glyphs);
    const width = (line.width * type.size) / 1000;
    if (width > textArea.width - leftOfCaption) throw new Invalid("letter.answer-url-too-long");
    rows.push([{ glyphs, line, x: textArea.width - width }]);
  }
  return {
    name: answerForm,
    operators: textOperators(rows, type, codes),
    width: textArea.width,
    height: rows.length * type.leading,
  };
}
