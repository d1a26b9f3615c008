import { CsvScanner } from "@/lib/csv-scanner";
import { Invalid } from "@/lib/errors";
import { type ReadCode, readCode } from "./judge-scan";

export const dispositions = ["ok", "spoiled", "hand-repaired", "missing"] as const;
export type Disposition = (typeof dispositions)[number];

/** One line of an inserter's file. `disposition` null: the line says nothing we know. */
export type MachineLine = { line: number; read: ReadCode | null; disposition: Disposition | null };

const header = ["code", "disposition", "time"];
const longestLineChars = 1_000;

/**
 * Reads an inserter's file, `code,disposition[,time]` a line (ok, spoiled, hand-repaired or missing), with or without
 * that header. Every line but blank ones and the header is given, also what cannot be understood: nothing is dropped
 * silently. Throws `machine-file.header` where the first line names other columns, `machine-file.nothing-readable`
 * where no line can be understood, and what a CSV scanner throws (`csv.*`, with the line).
 */
export function readMachineFile(text: string): MachineLine[] {
  const scanner = new CsvScanner({ delimiter: ",", maxRecordChars: longestLineChars, maxColumns: 50 });
  const records = [...scanner.take(text.replace(/^\uFEFF/, ""), false), ...scanner.take("", true)]
    .flat()
    .filter(({ raw }) => raw.trim() !== "");
  const [first] = records;
  const named = first?.cells.map((cell) => cell.normalize("NFKC").trim().toLowerCase()) ?? [];
  const isHeader = first !== undefined && isNoPiece(named);
  if (isHeader && (named.length < 2 || named.some((name, index) => name !== header[index])))
    throw new Invalid("machine-file.header", { line: first.line });
  const lines = (isHeader ? records.slice(1) : records).map(({ line, cells }) => ({
    line,
    ...readLine(cells),
  }));
  if (!lines.some(({ read, disposition }) => read && disposition))
    throw new Invalid("machine-file.nothing-readable");
  return lines;
}

/** Neither a code nor a disposition: names of columns, or of another kind of file. */
function isNoPiece(cells: readonly string[]): boolean {
  return readCode(cells[0] ?? "") === null && dispositionOf(cells[1] ?? "") === null;
}

function readLine(cells: readonly string[]): Omit<MachineLine, "line"> {
  const read = readCode(cells[0] ?? "");
  const disposition = cells.length === 2 || cells.length === 3 ? dispositionOf(cells[1] ?? "") : null;
  return { read, disposition };
}

function dispositionOf(cell: string): Disposition | null {
  const named = cell
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  return dispositions.find((known) => known === named) ?? null;
}
