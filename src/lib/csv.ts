import { CsvScanner } from "./csv-scanner";
import { Invalid } from "./errors";

/** One record: `line` is the physical line (from 1) it begins on; `raw` is its text without the line end. */
export type CsvRecord = { line: number; cells: string[]; raw: string };

export type CsvOptions = {
  /** One ASCII character; a comma if not given. */
  delimiter?: string;
  /** Longest record in UTF-16 units, quotes and separators included. */
  maxRecordChars?: number;
  maxColumns?: number;
};

/**
 * Reads CSV (RFC 4180; CRLF, LF and CR may mix) record by record. Every record of the text is given,
 * blank lines too (as one empty cell); widths are the caller's to check. Memory stays near
 * `maxRecordChars`, whatever comes. Throws Invalid, positions from 1, line = where the record begins:
 * `csv.unclosed-quote` { line, column }, `csv.stray-quote` { line, column },
 * `csv.record-too-long` { line, maxRecordChars }, `csv.too-many-columns` { line, columns, maxColumns }.
 */
export async function* parseCsv(
  text: AsyncIterable<string>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRecord> {
  for await (const records of parseCsvInBatches(text, options)) yield* records;
}

/** As `parseCsv`, all records of a chunk of text at once: waiting for each of ten million costs more than reading it. */
export async function* parseCsvInBatches(
  text: AsyncIterable<string>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRecord[]> {
  const scanner = new CsvScanner({
    delimiter: options.delimiter ?? ",",
    maxRecordChars: options.maxRecordChars ?? 65_536,
    maxColumns: options.maxColumns ?? 500,
  });
  for await (const chunk of text) yield* scanner.take(chunk, false);
  yield* scanner.take("", true);
}

/**
 * The header row's names, trimmed. Throws Invalid `csv.empty-header` { line, column } and
 * `csv.duplicate-header` { line, header, column, firstColumn }; columns from 1.
 */
export function readHeader(record: CsvRecord): string[] {
  const seen = new Map<string, number>();
  return record.cells.map((cell, i) => {
    const header = cell.trim();
    const column = i + 1;
    if (header === "") throw new Invalid("csv.empty-header", { line: record.line, column });
    const firstColumn = seen.get(header.normalize("NFKC"));
    if (firstColumn !== undefined) {
      throw new Invalid("csv.duplicate-header", { line: record.line, header, column, firstColumn });
    }
    seen.set(header.normalize("NFKC"), column);
    return header;
  });
}

// What spreadsheets take for a formula, the full-width signs included (OWASP "CSV Injection").
const startsLikeFormula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Puts an apostrophe before a cell that a spreadsheet would run; `restoreCell` takes it off again. */
export function neutraliseCell(cell: string): string {
  return startsLikeFormula.test(cell) ? `'${cell}` : cell;
}

/** The inverse of `neutraliseCell`, for every string: restoreCell(neutraliseCell(x)) = x. */
export function restoreCell(cell: string): string {
  return cell.startsWith("'") && startsLikeFormula.test(cell) ? cell.slice(1) : cell;
}

/**
 * CSV for people's spreadsheets: UTF-8 with a byte order mark once encoded, CRLF, cells neutralised.
 * Yields one line at a time; the first carries the mark (also when there are no rows).
 */
export async function* writeCsv(
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<string> {
  yield "\ufeff";
  for await (const row of rows) yield csvLine(row);
}

/** One CSV line, CRLF included, cells neutralised and quoted where needed. */
export function csvLine(cells: readonly string[]): string {
  // A lone empty cell would read back as a blank line.
  if (cells.length === 1 && cells[0] === "") return '""\r\n';
  return `${cells.map((cell) => quoted(neutraliseCell(cell))).join(",")}\r\n`;
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
