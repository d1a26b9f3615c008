import { customerBarcode } from "@/lib/japan/customer-barcode";
import { sheetCodeText } from "@/lib/sheet-code";
import type { Addressee } from "../typeset/piece";
import type { PlannedPiece, RunPlan } from "./read-back";
import { withoutBlanks } from "./words-of-letter";

/** What the sheets of one letter must show, without blanks. Sheets count from 1. */
export type ExpectedLetter = {
  window: string;
  words: string;
  running(sheet: number): string;
  foot(sheet: number): string;
  /** What machines read on it, in the order of the page. */
  marks(sheet: number): string[];
};

export function expectedLetter(piece: PlannedPiece, plan: RunPlan): ExpectedLetter {
  return {
    window: windowText(piece.addressee),
    words: plan.words(piece.values, piece.inquiryNumber),
    running: (sheet) => runningText(piece, sheet, plan.language),
    foot: (sheet) => footText(piece, sheet, plan),
    marks: (sheet) => [
      ...(sheet === 1 ? barcodeOf(piece) : []),
      ...(plan.runCode === null ? [] : [machineText(piece, sheet, plan.runCode)]),
      ...(sheet === 1 && plan.answerUrl ? [`${plan.answerUrl}#${piece.inquiryNumber}`] : []),
    ],
  };
}

const namedBeside = new Set(["", "様", "御中"]);

/** The block in the window, from the post code down. */
export function windowText({ postcode, addressLines, name, honorific }: Addressee): string {
  const lines = typeof addressLines === "string" ? [addressLines] : addressLines;
  const code = postcode === null ? "" : `〒${postcode.trim().replace(/^(\d{3})-?(\d{4})$/, "$1-$2")}`;
  const named = namedBeside.has(honorific)
    ? [name, honorific]
    : /^[A-Za-z]/.test(honorific)
      ? [honorific, name]
      : [name, "様", honorific];
  return withoutBlanks([code, ...lines, ...named].join(""));
}

const runningLabel = { ja: "お問い合わせ番号", en: "Reference number" };

function runningText({ inquiryNumber, pages }: PlannedPiece, sheet: number, language: "ja" | "en"): string {
  return withoutBlanks(`${runningLabel[language]}${inquiryNumber}${sheet}/${pages}`);
}

const answerWords = {
  ja: "ご確認・お電話のご予約は右の二次元コードから",
  en: "To read more or book a call, scan the code",
};

const machineText = ({ sequence, generation, pages }: PlannedPiece, sheet: number, runCode: string): string =>
  sheetCodeText({ runCode, sequence, generation, sheet, sheets: pages });

/** The bars of the address. Only where the window has no room for them may they be missing. */
function barcodeOf({ addressee, noBarcode }: PlannedPiece): string[] {
  const { postcode, addressLines } = addressee;
  const address = typeof addressLines === "string" ? addressLines : addressLines.join(" ");
  const made = customerBarcode(postcode, address);
  return made.ok && noBarcode !== "no-room" ? [`bars:${made.barcode.bars}`] : [];
}

/** The marks at the foot of one sheet; no two sheets of a run have the same. */
export function footText(piece: PlannedPiece, sheet: number, plan: RunPlan): string {
  const { inquiryNumber, sequence, pages } = piece;
  const place = String(sequence).padStart(5, "0");
  const code = plan.runCode === null ? "" : machineText(piece, sheet, plan.runCode);
  const answer = sheet === 1 && plan.answerUrl ? `${answerWords[plan.language]}${plan.answerUrl}` : "";
  return withoutBlanks(`${code}${plan.runLabel}/${place}/${inquiryNumber}${sheet}/${pages}${answer}`);
}
