import { type CsvRecord, readHeader } from "@/lib/csv";
import { Invalid } from "@/lib/errors";

/** Catalog tables as CSV. `unused` is a table of the catalog that says nothing of where a file lies. */
export type CsvTableName =
  | "Media"
  | "Job"
  | "JobMedia"
  | "File"
  | "Filename"
  | "Path"
  | "BaseFiles"
  | "unused";

type Signature = { table: CsvTableName; has: readonly string[] };

// In this order: a table further down may share the columns of one above.
const signatures: readonly Signature[] = [
  { table: "BaseFiles", has: ["basejobid", "fileid", "jobid"] },
  { table: "File", has: ["fileindex", "jobid", "pathid"] },
  { table: "JobMedia", has: ["jobid", "firstindex", "lastindex"] },
  { table: "Media", has: ["mediaid", "volumename", "mediatype"] },
  { table: "Job", has: ["jobid", "jobstatus", "jobfiles"] },
  { table: "Path", has: ["pathid", "path"] },
  { table: "Filename", has: ["filenameid", "name"] },
  { table: "unused", has: ["clientid", "uname"] },
  { table: "unused", has: ["filesetid", "fileset"] },
  { table: "unused", has: ["poolid", "pooltype"] },
  { table: "unused", has: ["locationid", "location"] },
  { table: "unused", has: ["loclogid", "mediaid"] },
  { table: "unused", has: ["storageid", "autochanger"] },
  { table: "unused", has: ["mediatypeid", "mediatype"] },
  { table: "unused", has: ["logid", "logtext"] },
  { table: "unused", has: ["jobstatus", "jobstatuslong"] },
];

/** The table a header row belongs to, whatever the order and case of its columns; `null` when it is none. */
export function recogniseTable(header: readonly string[]): CsvTableName | null {
  const columns = new Set(header.map((name) => name.trim().toLowerCase()));
  return signatures.find(({ has }) => has.every((name) => columns.has(name)))?.table ?? null;
}

/** A CSV header: which table, and where each column stands (0-based). */
export type TableHeader = { table: CsvTableName; columns: ReadonlyMap<string, number>; width: number };

/**
 * Reads a header row. Throws Invalid `catalog.table-unknown` { file, line } and what `readHeader` throws
 * (`csv.empty-header`, `csv.duplicate-header`).
 */
export function tableHeader(file: string, record: CsvRecord): TableHeader {
  const cells = record.cells.map((cell) => cell.toLowerCase());
  const names = readHeader({ ...record, cells });
  const table = recogniseTable(names);
  if (!table) throw new Invalid("catalog.table-unknown", { file, line: record.line });
  return { table, columns: new Map(names.map((name, place) => [name, place])), width: names.length };
}

/** What to run in psql to get a missing table. */
export function exportCommand(table: CsvTableName): string {
  return `\\copy ${table.toLowerCase()} to '${table}.csv' with csv header`;
}

/** The table without which the given ones cannot be read. Throws Invalid `catalog.table-missing` { table, command }. */
export function requireTables(
  given: ReadonlyMap<CsvTableName, readonly TableHeader[]>,
  commandFor: (table: CsvTableName) => string = exportCommand,
): void {
  const needed: CsvTableName[] = ["Job", "JobMedia", "Path", "File"];
  if (given.get("JobMedia")?.some(({ columns }) => !columns.has("volumename"))) needed.unshift("Media");
  if (given.get("File")?.some(({ columns }) => !columns.has("name"))) needed.push("Filename");
  for (const table of needed) {
    if (!given.has(table)) throw new Invalid("catalog.table-missing", { table, command: commandFor(table) });
  }
  for (const { columns } of given.get("File") ?? []) {
    if (!columns.has("name") && !columns.has("filenameid"))
      throw new Invalid("catalog.column-missing", { table: "File", column: "name" });
  }
  for (const { columns } of given.get("JobMedia") ?? []) {
    if (!columns.has("volumename") && !columns.has("mediaid"))
      throw new Invalid("catalog.column-missing", { table: "JobMedia", column: "mediaid" });
  }
}
