import { parseCsv, readHeader } from "./csv";
import { decodeStream, detectEncoding, type TextEncoding } from "./decode-text";
import { type ErrorDetail, OwabiError } from "./errors";

/** Bytes of a file's beginning that a preview looks at. */
export const csvPreviewBytes = 256 * 1024;
const previewRows = 20;

export type CsvDelimiter = "," | "\t" | ";";

/** What a person sees before a CSV with a header row is read: never more than the first rows. */
export type CsvPreview = {
  encoding: TextEncoding | null;
  delimiter: CsvDelimiter;
  headers: string[];
  /** At most 20, cells as received. */
  rows: string[][];
  /** What would stop or blemish the reading, each with its place; empty when all is well. */
  problems: { reason: string; detail: ErrorDetail }[];
};

export type CsvPreviewOptions = {
  truncated?: boolean;
  encoding?: TextEncoding;
  /** The first line is a row already; the columns are called 1, 2, 3 … */
  hasNoHeader?: boolean;
  /** U+FFFD is looked for by the reader, row by row. */
  passReplacements?: boolean;
};

type Note = (reason: string, detail?: ErrorDetail) => void;

/**
 * Looks at a file's first bytes (`csvPreviewBytes` are plenty; say `truncated` when the file is longer), in
 * `encoding` where somebody chose one. A file that cannot be read is no exception here: `file.is-*`, `text.*`,
 * `csv.*`, `csv.empty`, `csv.no-rows` and `row.too-short` | `row.too-long` { line, column } stand in `problems`.
 */
export async function previewCsv(sample: Uint8Array, options: CsvPreviewOptions = {}): Promise<CsvPreview> {
  const preview: CsvPreview = { encoding: null, delimiter: ",", headers: [], rows: [], problems: [] };
  const note: Note = (reason, detail = {}) => preview.problems.push({ reason, detail });
  try {
    preview.encoding = options.encoding ?? detectEncoding(sample).encoding;
    const text = await sampleText(sample, preview.encoding, options);
    preview.delimiter = likelyDelimiter(text);
    await readPreviewRows(text, preview, note, options.hasNoHeader ?? false);
  } catch (error) {
    if (!(error instanceof OwabiError)) throw error;
    note(error.reason, error.detail);
  }
  return preview;
}

async function readPreviewRows(
  text: string,
  preview: CsvPreview,
  note: Note,
  hasNoHeader: boolean,
): Promise<void> {
  let seenHeader = false;
  for await (const record of parseCsv(once(text), { delimiter: preview.delimiter })) {
    if (!seenHeader) {
      seenHeader = true;
      preview.headers = record.cells.map((cell, i) => (hasNoHeader ? String(i + 1) : cell.trim()));
      if (!hasNoHeader) {
        readHeader(record);
        continue;
      }
    }
    preview.rows.push(record.cells);
    const isBlank = record.raw.trim() === "";
    if (!isBlank && record.cells.length !== preview.headers.length) {
      const reason = record.cells.length < preview.headers.length ? "row.too-short" : "row.too-long";
      note(reason, { line: record.line, column: record.cells.length });
    }
    if (preview.rows.length === previewRows) return;
  }
  if (!seenHeader) note("csv.empty");
  else if (preview.rows.length === 0) note("csv.no-rows");
}

/** The sample's whole lines: a cut sample may end inside a character and inside a line. */
async function sampleText(
  sample: Uint8Array,
  encoding: TextEncoding,
  { truncated = false, passReplacements = false }: CsvPreviewOptions,
): Promise<string> {
  const mostCut = truncated ? 3 : 0;
  for (let cut = 0; ; cut++) {
    try {
      let text = "";
      for await (const piece of decodeStream(once(sample.subarray(0, sample.length - cut)), encoding, {
        passReplacements,
      })) {
        text += piece;
      }
      if (!truncated) return text;
      return text.slice(0, Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1) || text;
    } catch (error) {
      if (cut === mostCut) throw error;
    }
  }
}

/** The separator that the first line holds most of. */
export function likelyDelimiter(text: string): CsvDelimiter {
  const header = text.split(/\r\n|\n|\r/, 1)[0] ?? "";
  const count = (delimiter: string) => header.split(delimiter).length;
  if (count(",") >= count("\t") && count(",") >= count(";")) return ",";
  return count("\t") >= count(";") ? "\t" : ";";
}

async function* once<T>(only: T): AsyncGenerator<T> {
  yield only;
}
