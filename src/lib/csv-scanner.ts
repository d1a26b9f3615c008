import type { CsvOptions, CsvRecord } from "./csv";
import { lineBreaks } from "./decode-text";
import { Invalid } from "./errors";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Cuts CSV text into records, chunk by chunk. A record without a quote is cut by the engine's own search and split;
 * only quoted ones are looked at cell by cell. `parseCsv` says what is guaranteed and thrown.
 */
export class CsvScanner {
  private text = "";
  /** Where in `text` the next record begins, and on which line. */
  private at = 0;
  private line = 1;
  private atStart = true;
  /** The next of each in `text` from `at` on; `text.length` when there is none. */
  private nextFeed = -1;
  private nextReturn = -1;
  private nextQuote = -1;

  constructor(private readonly limits: Required<CsvOptions>) {}

  /** The records that are whole now. What comes before a refusal is given before it is thrown. */
  *take(chunk: string, isLast: boolean): Generator<CsvRecord[]> {
    this.append(chunk);
    const records: CsvRecord[] = [];
    let refusal: Invalid | undefined;
    try {
      for (let record = this.next(isLast); record; record = this.next(isLast)) records.push(record);
      this.refuseEndless();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      refusal = error;
    }
    if (records.length > 0) yield records;
    if (refusal) throw refusal;
  }

  private append(chunk: string): void {
    const fresh = this.atStart && chunk.startsWith("\ufeff") ? chunk.slice(1) : chunk;
    if (chunk.length > 0) this.atStart = false;
    this.text = this.text.slice(this.at) + fresh;
    this.at = 0;
    this.nextFeed = this.nextReturn = this.nextQuote = -1;
  }

  private next(isLast: boolean): CsvRecord | undefined {
    const { text, at } = this;
    if (at >= text.length) return undefined;
    if (this.nextFeed < at) this.nextFeed = this.find("\n", at);
    if (this.nextReturn < at) this.nextReturn = this.find("\r", at);
    if (this.nextQuote < at) this.nextQuote = this.find('"', at);
    const end = Math.min(this.nextFeed, this.nextReturn);
    if (this.nextQuote < end) return this.quotedRecord(isLast);
    if (end === text.length && !isLast) return undefined;
    // A CR at the end of what is here may be half of a CRLF.
    if (end === text.length - 1 && end === this.nextReturn && !isLast) return undefined;
    const raw = text.slice(at, end);
    return this.finish(raw, raw.split(this.limits.delimiter), end, 0);
  }

  private find(character: string, from: number): number {
    const found = this.text.indexOf(character, from);
    return found < 0 ? this.text.length : found;
  }

  /** A record in which a quote stands before its first line end; undefined where more text is needed. */
  private quotedRecord(isLast: boolean): CsvRecord | undefined {
    const { text, at, limits } = this;
    const cells: string[] = [];
    for (let from = at; ; ) {
      const cell = cellAt(text, from, limits.delimiter);
      if (cell.end > at + limits.maxRecordChars) throw this.tooLong();
      if (cell.end >= text.length && !isLast) return undefined;
      if (cell.fault) throw new Invalid(`csv.${cell.fault}`, { line: this.line, column: cells.length + 1 });
      cells.push(cell.value);
      if (text[cell.end] !== limits.delimiter) {
        if (cell.end === text.length - 1 && text.charCodeAt(cell.end) === carriageReturn && !isLast)
          return undefined;
        const raw = text.slice(at, cell.end);
        return this.finish(raw, cells, cell.end, lineBreaks(raw));
      }
      from = cell.end + 1;
    }
  }

  private finish(raw: string, cells: string[], end: number, breaks: number): CsvRecord {
    const { line, text, limits } = this;
    if (raw.length > limits.maxRecordChars) throw this.tooLong();
    if (cells.length > limits.maxColumns) {
      const { maxColumns } = limits;
      throw new Invalid("csv.too-many-columns", { line, columns: cells.length, maxColumns });
    }
    const isPair = text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed;
    this.at = end + (isPair ? 2 : 1);
    this.line += 1 + breaks;
    return { line, cells, raw };
  }

  private refuseEndless(): void {
    if (this.text.length - this.at > this.limits.maxRecordChars + 1) throw this.tooLong();
  }

  /** A quote that swallows line after line was never meant to be open. */
  private tooLong(): Invalid {
    const { line, limits } = this;
    const { delimiter, maxRecordChars } = limits;
    const beginning = this.text.slice(this.at, this.at + maxRecordChars);
    let column = 1;
    for (let from = 0; from < beginning.length; column += 1) {
      const cell = cellAt(beginning, from, delimiter);
      if (cell.fault === "unclosed-quote" && lineBreaks(beginning.slice(from)) > 0)
        return new Invalid("csv.unclosed-quote", { line, column });
      from = cell.end + 1;
    }
    return new Invalid("csv.record-too-long", { line, maxRecordChars });
  }
}

type Cell = { value: string; end: number; fault?: "stray-quote" | "unclosed-quote" };

/** The cell that begins at `from`; `end` is its separator's place, a line end's, or the text's length. */
function cellAt(text: string, from: number, delimiter: string): Cell {
  if (text[from] !== '"') return bareCell(text, from, delimiter);
  let value = "";
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: "", end: text.length, fault: "unclosed-quote" };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const end = quote + 1;
      const isEnd = end >= text.length || text[end] === delimiter || isLineEnd(text.charCodeAt(end));
      return isEnd ? { value, end } : { value, end, fault: "stray-quote" };
    }
    value += '"';
    at = quote + 2;
  }
}

function bareCell(text: string, from: number, delimiter: string): Cell {
  let end = from;
  while (end < text.length) {
    const character = text.charCodeAt(end);
    if (character === 0x22) return { value: "", end, fault: "stray-quote" };
    if (isLineEnd(character) || text[end] === delimiter) break;
    end += 1;
  }
  return { value: text.slice(from, end), end };
}

function isLineEnd(character: number): boolean {
  return character === lineFeed || character === carriageReturn;
}
