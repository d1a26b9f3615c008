import { type CsvRecord, parseCsv, readHeader } from "@/lib/csv";
import { type CsvPreview, previewCsv } from "@/lib/csv-preview";
import type { TextEncoding } from "@/lib/decode-text";
import { Invalid } from "@/lib/errors";
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
 * `claim-number.missing`, `number.rounded` (by a spreadsheet, as 1.2E+11).
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

/** What a person sees before a master is read: never more than the first rows. */
export type MasterPreview = CsvPreview & { suggestedMapping: MasterMapping };

/**
 * Looks at a file's first bytes (`previewCsv`) and suggests which column is what. A file that cannot be read is no
 * exception here: the reasons stand in `problems`.
 */
export async function previewMaster(
  sample: Uint8Array,
  options: { truncated?: boolean; encoding?: TextEncoding } = {},
): Promise<MasterPreview> {
  const preview = await previewCsv(sample, options);
  const suggestedMapping = suggestMapping(preview.headers);
  const problems = preview.problems.map(({ reason, detail }) => ({
    reason: reason.replace(/^csv\.(empty|no-rows)$/, "master.$1"),
    detail,
  }));
  const isReadable = !problems.some(({ reason }) => /^(file|text|csv)\.|^master\.empty$/.test(reason));
  for (const { field, problem, column } of isReadable
    ? checkMapping(suggestedMapping, preview.headers.length)
    : []) {
    const reason = problem === "missing" ? "master.field-missing" : `master.${problem}`;
    problems.push({ reason, detail: { field, column: column ?? null } });
  }
  return { ...preview, problems, suggestedMapping };
}
