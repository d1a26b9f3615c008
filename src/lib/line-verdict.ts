/**
 * What a reader would make of a line, told before it is read again. `likely`: all that can be told without the other
 * files; `cannot-tell`: this format cannot be read a line at a time.
 */
export type LineVerdict = {
  verdict: "taken" | "likely" | "ignored" | "rejected" | "struck-out" | "cannot-tell";
  /** Why it is rejected or ignored: a dotted reason. */
  reason: string | null;
  /** A column's name, or its number from 1. */
  column: string | null;
  codePoint: string | null;
};

export function verdictOf(
  verdict: LineVerdict["verdict"],
  why: { reason?: string; column?: string | number | null; codePoint?: string } = {},
): LineVerdict {
  const column = why.column === undefined || why.column === null ? null : String(why.column);
  return { verdict, reason: why.reason ?? null, column, codePoint: why.codePoint ?? null };
}
