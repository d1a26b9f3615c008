import { type CsvRecord, parseCsv, readHeader } from "@/lib/csv";
import { type CsvPreview, previewCsv } from "@/lib/csv-preview";
import type { TextEncoding } from "@/lib/decode-text";
import { Invalid } from "@/lib/errors";
import { checkIndexMapping, type IndexMapping, suggestIndexMapping } from "./index-fields";
import { type IndexRecord, type IndexRejection, indexRecordFrom } from "./index-record";

/** What one record of the file came to. `line` is the physical line (from 1) it begins on. */
export type IndexRow = { line: number; raw: string } & (
  | { outcome: "row"; record: IndexRecord }
  | ({ outcome: "rejected" } & IndexRejection)
);

/**
 * Reads an organisation's own list of papers, with a header row, line by line. Every record after the header, blank
 * lines included, gives exactly one row, in the file's order: `row`, or `rejected` with a reason: `row.blank`,
 * `row.too-short`, `row.too-long` (another width than the header) or what `indexRecordFrom` says. `classes`: see
 * `classNames`. Throws Invalid for what makes the whole file unreadable: `csv.*`, `index.field-missing` { field },
 * `index.beyond-columns` | `index.column-used-twice` { field, column }.
 */
export async function* readIndex(
  text: AsyncIterable<string>,
  mapping: IndexMapping,
  classes: ReadonlyMap<string, string>,
  options: { delimiter?: string } = {},
): AsyncGenerator<IndexRow> {
  let columns: number | undefined;
  for await (const record of parseCsv(text, options)) {
    if (columns === undefined) {
      columns = readHeader(record).length;
      const [wrong] = indexMappingErrors(mapping, columns);
      if (wrong) throw wrong;
    } else yield rowFrom(record, columns, mapping, classes);
  }
  if (columns === undefined) throw new Invalid("csv.empty");
}

/** What is wrong with a mapping, as the errors that stop the reading. */
export function indexMappingErrors(mapping: IndexMapping, columns: number): Invalid[] {
  return checkIndexMapping(mapping, columns).map(({ field, problem, column }) =>
    problem === "missing"
      ? new Invalid("index.field-missing", { field })
      : new Invalid(problem === "beyond-columns" ? "index.beyond-columns" : "index.column-used-twice", {
          field,
          column: column ?? null,
        }),
  );
}

function rowFrom(
  { line, cells, raw }: CsvRecord,
  columns: number,
  mapping: IndexMapping,
  classes: ReadonlyMap<string, string>,
): IndexRow {
  const rejected = (rejection: IndexRejection): IndexRow => ({
    line,
    raw,
    outcome: "rejected",
    ...rejection,
  });
  if (raw.trim() === "") return rejected({ reason: "row.blank" });
  if (cells.length < columns) return rejected({ reason: "row.too-short", column: cells.length });
  if (cells.length > columns) return rejected({ reason: "row.too-long", column: cells.length });
  const result = indexRecordFrom(cells, mapping, classes);
  return "reason" in result ? rejected(result) : { line, raw, outcome: "row", record: result };
}

/** What a person sees before a list is read. */
export type IndexPreview = CsvPreview & { suggestedMapping: IndexMapping };

/** Looks at a file's first bytes (`previewCsv`) and suggests which column is what. */
export async function previewIndex(
  sample: Uint8Array,
  options: { truncated?: boolean; encoding?: TextEncoding } = {},
): Promise<IndexPreview> {
  const preview = await previewCsv(sample, options);
  return { ...preview, suggestedMapping: suggestIndexMapping(preview.headers) };
}
