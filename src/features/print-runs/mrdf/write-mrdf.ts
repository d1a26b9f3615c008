import type { WeightClass } from "@/features/letters/preflight/figures";
import { csvLine } from "@/lib/csv";
import { sheetCodeText } from "@/lib/sheet-code";

/** One envelope of a run, for the machine that fills it. */
export type MrdfPiece = {
  sequence: number;
  /** The inquiry number printed on the letter. */
  piece: string;
  generation: number;
  sheets: number;
  /** Its first page in the run's PDF, from 1. */
  firstPage: number;
  /** Over the page streams of the piece. */
  sha256: string;
  weightClass: WeightClass;
  /** `pull`: spoiled, void or stopped since the file was made; it must not be posted. */
  act: "insert" | "pull";
};

export type MrdfRun = {
  runCode: string;
  /** Incident and number, as printed at the foot of every sheet. */
  label: string;
  pdfSha256: string;
  pieces: readonly MrdfPiece[];
};

export const mrdfFormat = "owabi-mrdf/1";
export const mrdfColumns = [
  "run",
  "sequence",
  "piece",
  "generation",
  "sheets",
  "first_page",
  "first_sheet_code",
  "sha256",
  "weight_class",
  "act",
] as const;

/** What a reader at the machine sees on the piece's first sheet. */
const firstSheetCode = (runCode: string, { sequence, generation, sheets }: MrdfPiece): string =>
  sheetCodeText({ runCode, sequence, generation, sheet: 1, sheets });

/** The run's data file as CSV: a header, then a line a piece in order, CRLF, ASCII only. */
export function mrdfCsv({ runCode, pieces }: MrdfRun): string {
  const lines = pieces.map((piece) =>
    csvLine([
      runCode,
      String(piece.sequence),
      piece.piece,
      String(piece.generation),
      String(piece.sheets),
      String(piece.firstPage),
      firstSheetCode(runCode, piece),
      piece.sha256,
      piece.weightClass,
      piece.act,
    ]),
  );
  return csvLine(mrdfColumns) + lines.join("");
}

/** The same as JSON, with the file it belongs to and its sums. */
export function mrdfJson({ runCode, label, pdfSha256, pieces }: MrdfRun): string {
  const file = {
    format: mrdfFormat,
    run: runCode,
    label,
    pdf_sha256: pdfSha256,
    pieces: pieces.length,
    sheets: pieces.reduce((sum, { sheets }) => sum + sheets, 0),
    records: pieces.map((piece) => ({
      sequence: piece.sequence,
      piece: piece.piece,
      generation: piece.generation,
      sheets: piece.sheets,
      first_page: piece.firstPage,
      first_sheet_code: firstSheetCode(runCode, piece),
      sha256: piece.sha256,
      weight_class: piece.weightClass,
      act: piece.act,
    })),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}
