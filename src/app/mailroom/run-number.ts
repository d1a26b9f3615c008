import { parseControlSheetCode, parseSheetCode } from "@/lib/sheet-code";

/**
 * The number of the run that was typed or scanned: "12", or the mark at the foot of a sheet
 * ("2014-03-DLS/12/00007/OW-…"), in any width. Null where it is neither.
 */
export function runNumberIn(text: string, incidentCode: string): number | null {
  const typed = text.normalize("NFKC").trim();
  const label = `${incidentCode.normalize("NFKC")}/`;
  const body = typed.toUpperCase().startsWith(label.toUpperCase()) ? typed.slice(label.length) : typed;
  const digits = /^0*(\d{1,6})(?:\/|$)/.exec(body)?.[1];
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}

/** The code of the run in what was scanned of one of its sheets, letters and control sheets alike; null for anything else. */
export function runCodeIn(text: string): string | null {
  const sheet = parseSheetCode(text);
  return sheet.ok ? sheet.runCode : (parseControlSheetCode(text)?.runCode ?? null);
}
