import { type CsvRecord, parseCsv, readHeader } from "@/lib/csv";
import { decodeStream, detectEncoding, type TextEncoding } from "@/lib/decode-text";
import { type ErrorDetail, Invalid, OwabiError } from "@/lib/errors";
import { checkMapping, type MasterMapping, suggestMapping } from "./master-fields";
import { type MasterRecord, type Rejection, recordFrom, unstorableIn } from "./master-record";

/** What one record of the file came to. `line` is the physical line (from 1) it begins on. */
export type MasterRow = { line: number; raw: string } & (
  | { outcome: "record"; record: MasterRecord }
  | ({ outcome: "rejected" } & Rejection)
);

/**
 * Reads a customer master with a header row, line by line. Every record after the header, blank lines
 * included, gives exactly one row, in the file's order: `record`, or `rejected` with a reason:
 * `row.blank`, `row.too-short`, `row.too-long` (another width than the header), `row.nul`,
 * `claim-number.missing`, `insured-number.missing`, `number.rounded` (by a spreadsheet, as 1.2E+11).
 * Throws Invalid for what makes the whole file unreadable: `csv.*`, `master.empty`,
 * `master.field-missing` { field }, `master.beyond-columns` | `master.column-used-twice` { field, column }.
 */
export async function* readMaster(
  text: AsyncIterable<string>,
  mapping: MasterMapping,
  options: { delimiter?: string } = {},
): AsyncGenerator<MasterRow> {
  let columns: number | undefined;
  for await (const record of parseCsv(text, options)) {
    if (columns === undefined) {
      columns = readHeader(record).length;
      refuseMapping(mapping, columns);
    } else yield rowFrom(record, columns, mapping);
  }
  if (columns === undefined) throw new Invalid("master.empty");
}

function refuseMapping(mapping: MasterMapping, columns: number): void {
  const [first] = checkMapping(mapping, columns);
  if (!first) return;
  const reason = first.problem === "missing" ? "master.field-missing" : `master.${first.problem}`;
  throw new Invalid(reason, { field: first.field, column: first.column ?? null });
}

function rowFrom({ line, cells, raw }: CsvRecord, columns: number, mapping: MasterMapping): MasterRow {
  const rejected = (rejection: Rejection): MasterRow => ({ line, raw, outcome: "rejected", ...rejection });
  const unstorable = unstorableIn(raw);
  if (unstorable) {
    // Shown as ␀, so that the line can be kept at all.
    return { ...rejected({ reason: "row.nul", codePoint: unstorable }), raw: raw.replaceAll("\0", "␀") };
  }
  if (raw.trim() === "") return rejected({ reason: "row.blank" });
  if (cells.length < columns) return rejected({ reason: "row.too-short", column: cells.length });
  if (cells.length > columns) return rejected({ reason: "row.too-long", column: cells.length });
  const result = recordFrom(cells, mapping);
  return "reason" in result ? rejected(result) : { line, raw, outcome: "record", record: result };
}

const previewRows = 20;

/** What a person sees before a master is read: never more than the first rows. */
export type MasterPreview = {
  encoding: TextEncoding | null;
  delimiter: "," | "\t" | ";";
  headers: string[];
  /** At most 20, cells as received. */
  rows: string[][];
  suggestedMapping: MasterMapping;
  /** What would stop or blemish the reading, each with its place; empty when all is well. */
  problems: { reason: string; detail: ErrorDetail }[];
};

/**
 * Looks at a file's first bytes (256 KB are plenty; say `truncated` when the file is longer), in `encoding` where
 * somebody chose one. A file that cannot be read is no exception here: the reasons stand in `problems`.
 */
export async function previewMaster(
  sample: Uint8Array,
  options: { truncated?: boolean; encoding?: TextEncoding } = {},
): Promise<MasterPreview> {
  const preview: MasterPreview = {
    encoding: null,
    delimiter: ",",
    headers: [],
    rows: [],
    suggestedMapping: {},
    problems: [],
  };
  const note = (reason: string, detail: ErrorDetail = {}) => preview.problems.push({ reason, detail });
  try {
    preview.encoding = options.encoding ?? detectEncoding(sample).encoding;
    const text = await sampleText(sample, preview.encoding, options.truncated ?? false);
    preview.delimiter = likelyDelimiter(text);
    await readPreviewRows(text, preview, note);
    for (const { field, problem, column } of checkMapping(preview.suggestedMapping, preview.headers.length)) {
      note(problem === "missing" ? "master.field-missing" : `master.${problem}`, {
        field,
        column: column ?? null,
      });
    }
  } catch (error) {
    if (!(error instanceof OwabiError)) throw error;
    note(error.reason, error.detail);
  }
  return preview;
}

async function readPreviewRows(
  text: string,
  preview: MasterPreview,
  note: (reason: string, detail?: ErrorDetail) => void,
): Promise<void> {
  let seenHeader = false;
  for await (const record of parseCsv(once(text), { delimiter: preview.delimiter })) {
    if (!seenHeader) {
      preview.headers = record.cells.map((cell) => cell.trim());
      readHeader(record);
      preview.suggestedMapping = suggestMapping(preview.headers);
      seenHeader = true;
      continue;
    }
    preview.rows.push(record.cells);
    const isBlank = record.raw.trim() === "";
    if (!isBlank && record.cells.length !== preview.headers.length) {
      const reason = record.cells.length < preview.headers.length ? "row.too-short" : "row.too-long";
      note(reason, { line: record.line, column: record.cells.length });
    }
    if (preview.rows.length === previewRows) return;
  }
  if (!seenHeader) note("master.empty");
  else if (preview.rows.length === 0) note("master.no-rows");
}

/** The sample's whole lines: a cut sample may end inside a character and inside a line. */
async function sampleText(sample: Uint8Array, encoding: TextEncoding, truncated: boolean): Promise<string> {
  const mostCut = truncated ? 3 : 0;
  for (let cut = 0; ; cut++) {
    try {
      let text = "";
      for await (const piece of decodeStream(once(sample.subarray(0, sample.length - cut)), encoding)) {
        text += piece;
      }
      if (!truncated) return text;
      return text.slice(0, Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1) || text;
    } catch (error) {
      if (cut === mostCut) throw error;
    }
  }
}

function likelyDelimiter(text: string): MasterPreview["delimiter"] {
  const header = text.split(/\r\n|\n|\r/, 1)[0] ?? "";
  const count = (delimiter: string) => header.split(delimiter).length;
  if (count(",") >= count("\t") && count(",") >= count(";")) return ",";
  return count("\t") >= count(";") ? "\t" : ";";
}

async function* once<T>(only: T): AsyncGenerator<T> {
  yield only;
}
