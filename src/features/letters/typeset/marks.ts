/** One sheet of one letter in one run, as the machines and the hands that carry it need to know it. */
export type SheetMark = {
  runLabel: string;
  sequence: number;
  inquiryNumber: string;
  /** This sheet, from 1, of so many. */
  sheetNumber: number;
  sheetCount: number;
};

/**
 * Draws machine-readable marks on a sheet: returns PDF operators in sheet coordinates (points, origin at the
 * lower left corner). Nothing personal may be in them.
 */
export type DrawMarks = (mark: SheetMark) => string;

/** The mark a person can read: run/sequence/inquiry number k/n. */
export function sheetMarkText(mark: SheetMark): string {
  const sequence = String(mark.sequence).padStart(5, "0");
  return `${mark.runLabel}/${sequence}/${mark.inquiryNumber} ${mark.sheetNumber}/${mark.sheetCount}`;
}
