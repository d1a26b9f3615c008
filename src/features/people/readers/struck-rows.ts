import { type LineMend, physicalLines } from "@/lib/mend-lines";
import type { MasterRow } from "./master";

/**
 * A record that a mend struck out stays a row of its own, rejected as `row.struck-out`; blank lines that a shorter
 * mend left behind are no rows.
 */
export async function* accountStruckRows(
  rows: AsyncIterable<MasterRow>,
  mends: readonly LineMend[],
): AsyncGenerator<MasterRow> {
  const struck = new Set(mends.filter(({ mended }) => mended === "").map(({ line }) => line));
  const padding = new Set(mends.flatMap(paddedLines));
  for await (const row of rows) {
    const isBlank = row.outcome === "rejected" && row.reason === "row.blank";
    if (isBlank && padding.has(row.line)) continue;
    if (isBlank && struck.has(row.line)) yield { ...row, reason: "row.struck-out" };
    else yield row;
  }
}

function paddedLines({ line, lines, mended }: LineMend): number[] {
  const kept = physicalLines(mended);
  return Array.from({ length: lines - kept }, (_, i) => line + kept + i);
}
