import { type CsvError, Parser } from "csv-parse";
import { lineBreaks } from "./decode-text";
import { Internal, Invalid } from "./errors";

/** One record: `line` is the physical line (from 1) it begins on; `raw` is its text without the line end. */
export type CsvRecord = { line: number; cells: string[]; raw: string };

export type CsvOptions = {
  /** One ASCII character; a comma if not given. */
  delimiter?: string;
  /** Longest record in UTF-16 units, quotes and separators included. */
  maxRecordChars?: number;
  maxColumns?: number;
};

const sliceChars = 32 * 1024;

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
  const limits = {
    delimiter: options.delimiter ?? ",",
    maxRecordChars: options.maxRecordChars ?? 65_536,
    maxColumns: options.maxColumns ?? 500,
  };
  const reading = startReading(limits);
  let unfinishedChars = 0;
  let atStart = true;
  let held = "";
  try {
    for await (const chunk of text) {
      const joined = held + (atStart && chunk.startsWith("\ufeff") ? chunk.slice(1) : chunk);
      if (chunk.length > 0) atStart = false;
      // The parser takes bytes, so half a surrogate pair waits for its other half.
      const body = endsInHighSurrogate(joined) ? joined.slice(0, -1) : joined;
      held = joined.slice(body.length);
      for (let from = 0; from < body.length; from = sliceEnd(body, from)) {
        const slice = body.slice(from, sliceEnd(body, from));
        const failure = await reading.write(slice);
        const records = reading.take();
        yield* records;
        if (failure) throw failure;
        unfinishedChars = (records.length > 0 ? 0 : unfinishedChars) + slice.length;
        // A line of nothing but separators does not grow the parser's own count.
        if (unfinishedChars > limits.maxRecordChars + 2 * sliceChars) throw reading.tooLong();
      }
    }
    const failure = await reading.end(held);
    yield* reading.take();
    if (failure) throw failure;
  } finally {
    reading.stop();
  }
}

function sliceEnd(text: string, from: number): number {
  const end = from + sliceChars;
  return endsInHighSurrogate(text.slice(end - 1, end)) ? end + 1 : end;
}

function endsInHighSurrogate(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

type Limits = Required<CsvOptions>;

function startReading(limits: Limits) {
  let batch: CsvRecord[] = [];
  let refused: Invalid | undefined;
  let line = 1;
  const parser = new Parser({
    delimiter: limits.delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    raw: true,
    max_record_size: limits.maxRecordChars * 3,
    // Records are taken here and not from the stream, whose buffer is lost when an error follows.
    on_record: (given: unknown) => {
      if (refused) return undefined;
      const { record: cells, raw: rawWithEnd } = given as { record: string[]; raw: string };
      // The parser keeps one character of the line end.
      const raw = /[\r\n]$/.test(rawWithEnd) ? rawWithEnd.slice(0, -1) : rawWithEnd;
      refused = refusal(raw, cells, line, limits);
      if (!refused) batch.push({ line, cells, raw });
      line += 1 + lineBreaks(raw);
      return undefined;
    },
  });
  parser.on("error", () => {}); // told through the callbacks below
  parser.resume();
  const settle = (error: Error | null | undefined) =>
    refused ?? (error ? explain(error as CsvError, line, parser, limits) : undefined);
  return {
    write: (slice: string) =>
      new Promise<Error | undefined>((resolve) => parser.write(slice, (error) => resolve(settle(error)))),
    end: (held: string) =>
      new Promise<Error | undefined>((resolve) => {
        parser.once("error", (error) => resolve(settle(error)));
        parser.once("end", () => resolve(settle(null)));
        parser.end(held);
      }),
    take: () => {
      const records = batch;
      batch = [];
      return records;
    },
    tooLong: () => tooLong(line, parser, limits),
    stop: () => parser.destroy(),
  };
}

function refusal(raw: string, cells: string[], line: number, limits: Limits): Invalid | undefined {
  const { maxRecordChars, maxColumns } = limits;
  if (raw.length > maxRecordChars) return new Invalid("csv.record-too-long", { line, maxRecordChars });
  if (cells.length > maxColumns) {
    return new Invalid("csv.too-many-columns", { line, columns: cells.length, maxColumns });
  }
}

/** The parser's own messages quote the cell, so they end here. */
function explain(error: CsvError, line: number, parser: Parser, limits: Limits): Error {
  const column = Number(error.column) + 1;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return new Invalid("csv.unclosed-quote", { line, column });
    case "INVALID_OPENING_QUOTE":
    case "CSV_INVALID_CLOSING_QUOTE":
      return new Invalid("csv.stray-quote", { line, column });
    case "CSV_MAX_RECORD_SIZE":
      return tooLong(line, parser, limits);
    default:
      return new Internal("csv.unexpected", { code: String(error.code), line });
  }
}

/** A quote that swallows line after line was never meant to be open. */
function tooLong(line: number, parser: Parser, limits: Limits): Invalid {
  const { state } = parser as unknown as { state?: { quoting: boolean; record: string[] } };
  if (state?.quoting && parser.info.lines > line) {
    return new Invalid("csv.unclosed-quote", { line, column: state.record.length + 1 });
  }
  return new Invalid("csv.record-too-long", { line, maxRecordChars: limits.maxRecordChars });
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
