import type { LetterAsDecided } from "../gaiji/letter-as-decided";

/** A sheet of A4 at 80 g/m². */
export const sheetWeightG = 5;
/** An envelope of size 長形3号 with a window, where nobody said which is used. */
export const usualEnvelopeG = 5;

/** What the post weighs by: 定形郵便物, and above its 50 g the next kind. */
export type WeightClass = "to-25g" | "to-50g" | "over-50g";

export function weightClass(sheets: number, envelopeG: number): WeightClass {
  const weight = sheets * sheetWeightG + envelopeG;
  return weight <= 25 ? "to-25g" : weight <= 50 ? "to-50g" : "over-50g";
}

/** Counts of letters: by sheets, weight, lines of address and barcode, and of those refused by reason. */
export type PreflightFigures = Record<
  "sheets" | "weight" | "addressLines" | "barcode" | "refusals" | "decisions",
  Record<string, number>
>;

export const noFigures = (): PreflightFigures => ({
  sheets: {},
  weight: {},
  addressLines: {},
  barcode: {},
  refusals: {},
  decisions: {},
});

/** Counts one letter into `figures`; a barcode as "have", or why there is none. */
export function countLetter(
  figures: PreflightFigures,
  { letter, used, refusals }: LetterAsDecided,
  envelopeG: number,
): void {
  const count = (what: keyof PreflightFigures, key: string) => {
    figures[what][key] = (figures[what][key] ?? 0) + 1;
  };
  if (used) count("decisions", "used");
  for (const reason of new Set(refusals.map((refusal) => refusal.reason))) count("refusals", reason);
  if (!letter) return;
  count("sheets", String(letter.pages.length));
  count("weight", weightClass(letter.pages.length, envelopeG));
  count("addressLines", String(letter.address[0]?.rows.length ?? 0));
  count("barcode", letter.barcode.ok ? "have" : letter.barcode.because);
}
