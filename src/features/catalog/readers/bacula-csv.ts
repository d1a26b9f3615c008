import { type CsvRecord, parseCsv, parseCsvInBatches } from "@/lib/csv";
import { Invalid, LimitReached } from "@/lib/errors";
import {
  type CsvTableName,
  recogniseTable,
  requireTables,
  type TableHeader,
  tableHeader,
} from "./bacula-csv-tables";
import { FieldFault, type Fields, plainDigits, requiredInt32, requiredText } from "./bacula-fields";
import { jobMediumOf, jobOf, mediumOf, RecordSet } from "./bacula-records";
import type {
  CatalogFact,
  CatalogReader,
  CatalogText,
  FileFact,
  JobFact,
  MediumFact,
  Origin,
} from "./catalog-facts";
import { naming, textOf } from "./catalog-text";
import { EntryCounts, LineAccount } from "./line-account";
import { readLStat } from "./lstat";
import { NamesById } from "./names-by-id";

type Table = { file: CatalogText; header: TableHeader; account: LineAccount };
/** `fields` speaks of this record only until the next one is taken. */
export type Row = { fields: Fields; origin: Origin; account: LineAccount };
type BaseRow = { jobId: number; fileIndex: number; baseJobId: number; row: Row };
export type Kept = CatalogFact | readonly CatalogFact[] | undefined;

const leastInt32 = -2_147_483_648;

/**
 * Bacula's and Bareos's catalog, one CSV per table (`COPY … TO STDOUT WITH CSV HEADER`), in any order and
 * split over any number of files. Both shapes of file names are read: `File.FilenameId` → `Filename`
 * (Bacula, older Bareos) and `File.Name` (Bareos ≥ 17.2).
 *
 * Throws Invalid `catalog.table-missing` { table, command }, `catalog.column-missing` { table, column },
 * `catalog.table-unknown` { file, line }, the reasons of `parseCsv` and `decodeStream` with { file }, and
 * LimitReached `catalog.too-many-names` { table, maxNames }.
 */
export const baculaCsv: CatalogReader = {
  recognises(beginning) {
    const header = beginning.replace(/^\ufeff/, "").split(/[\r\n]/, 1)[0] ?? "";
    return recogniseTable(header.split(",").map((cell) => cell.replaceAll('"', ""))) !== null;
  },
  async *read(files) {
    for await (const facts of batchesOf(files)) yield* facts;
  },
  readInBatches: batchesOf,
};

async function* batchesOf(files: readonly CatalogText[]): AsyncGenerator<CatalogFact[]> {
  const tables = new Map<CsvTableName, Table[]>();
  const accounts: LineAccount[] = [];
  for (const file of files) {
    const account = new LineAccount(file.name, file.fileNumber);
    const header = await headerOf(file);
    accounts.push(account);
    tables.set(header.table, [...(tables.get(header.table) ?? []), { file, header, account }]);
  }
  requireTables(new Map([...tables].map(([name, list]) => [name, list.map(({ header }) => header)])));
  const catalog = new CsvCatalog();
  for (const name of catalog.order) {
    for (const table of tables.get(name) ?? []) yield* factsOf(table, catalog.takers[name]);
    yield [...catalog.after(name)];
  }
  yield [...catalog.counts.facts(), ...accounts.map((account) => account.close())];
}

async function headerOf(file: CatalogText): Promise<TableHeader> {
  for await (const header of naming(file.name, () => headersOf(file))) return header;
  throw new Invalid("catalog.table-unknown", { file: file.name, line: 1 });
}

async function* headersOf(file: CatalogText): AsyncGenerator<TableHeader> {
  for await (const record of parseCsv(textOf(file))) yield tableHeader(file.name, record);
}

/** Gives every record of a table to `take`, which accounts for its first line; the rest is counted here. */
async function* factsOf(table: Table, take: (row: Row) => Kept): AsyncGenerator<CatalogFact[]> {
  const { file, header, account } = table;
  const takeRecord = recordTaker(header, account, take);
  let atHeader = true;
  let lines = 0;
  for await (const records of naming(file.name, () => parseCsvInBatches(textOf(file, account)))) {
    const facts: CatalogFact[] = [];
    for (const record of records) {
      account.ignore("further-line-of-record", record.line - lines - 1);
      lines = record.line;
      if (atHeader) account.ignore("header");
      else if (record.raw === "") account.ignore("blank-line");
      else addTo(facts, takeRecord(record));
      atHeader = false;
    }
    yield facts;
  }
  account.ignore("further-line-of-record", account.linesRead - lines);
}

function addTo(facts: CatalogFact[], more: Kept): void {
  if (more === undefined) return;
  if ("kind" in more) facts.push(more);
  else facts.push(...more);
}

export function* kept(facts: Kept): Generator<CatalogFact> {
  if (facts === undefined) return;
  if ("kind" in facts) yield facts;
  else yield* facts;
}

/** One taker a table: made anew for each of millions of records, its parts would cost more than the rest. */
function recordTaker(
  header: TableHeader,
  account: LineAccount,
  take: (row: Row) => Kept,
): (record: CsvRecord) => Kept {
  let cells: readonly string[] = [];
  const fields: Fields = (column) => {
    const place = header.columns.get(column);
    return place === undefined ? undefined : cells[place];
  };
  return (record) => {
    const { line, raw } = record;
    if (record.cells.length !== header.width)
      return account.reject(line, raw, "catalog.wrong-number-of-cells");
    cells = record.cells;
    try {
      return take({ fields, origin: account.origin(line, raw), account });
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      return account.reject(line, raw, `catalog.${error.reason}`, error.column);
    }
  };
}

/** What is known so far while the tables are read in `order`, each from what those before it told. */
export class CsvCatalog {
  readonly order = ["Path", "Filename", "unused", "Media", "Job", "JobMedia", "BaseFiles", "File"] as const;
  readonly counts = new EntryCounts();
  private readonly paths = new NamesById();
  private readonly names = new NamesById();
  private readonly media = new RecordSet<MediumFact>((medium) => medium.volume);
  private readonly volumes = new Map<number, string>();
  private readonly jobs = new RecordSet<JobFact>((job) => job.jobId);
  private readonly baseRows = new Map<number, BaseRow[]>();

  readonly takers: Record<CsvTableName, (row: Row) => Kept> = {
    Path: (row) => this.takeName("Path", this.paths, row, "pathid", "path"),
    Filename: (row) => this.takeName("Filename", this.names, row, "filenameid", "name"),
    unused: (row) => row.account.ignore("table-not-used") as undefined,
    Media: (row) => this.takeMedium(row),
    Job: (row) => this.jobs.add(jobOf(row.fields, row.origin), row.account),
    JobMedia: (row) => row.account.fact(jobMediumOf(row.fields, row.origin, this.volumeOf(row.fields))),
    BaseFiles: (row) => this.takeBaseRow(row),
    File: (row) => this.takeFile(row),
  };

  /** What can be told only once a table has been read to its end. */
  *after(table: CsvTableName): Generator<CatalogFact> {
    if (table === "Media") yield* this.media.all();
    if (table === "Job") yield* this.jobs.all();
    if (table !== "File") return;
    for (const { row } of [...this.baseRows.values()].flat())
      yield row.account.reject(row.origin.line, row.origin.raw, "catalog.file-unknown", "fileid");
  }

  private takeName(table: string, into: NamesById, row: Row, id: string, text: string): Kept {
    const { fields, origin, account } = row;
    const kept = into.add(requiredInt64(fields, id), fields(text) ?? "");
    if (kept === "contradicts")
      return account.reject(origin.line, origin.raw, "catalog.contradicts-an-earlier-record", id);
    if (kept === "too-many") throw new LimitReached("catalog.too-many-names", { table, maxNames: into.size });
    account.ignore("name-looked-up-by-id");
    return undefined;
  }

  private takeMedium(row: Row): Kept {
    const medium = mediumOf(row.fields, row.origin);
    if (medium.mediaId !== null) {
      const other = this.volumes.get(medium.mediaId);
      if (other !== undefined && other !== medium.volume) throw new FieldFault("mediaid", "id-given-twice");
      this.volumes.set(medium.mediaId, medium.volume);
    }
    return this.media.add(medium, row.account);
  }

  private volumeOf(fields: Fields): string {
    if (fields("volumename") !== undefined) return requiredText(fields, "volumename");
    const volume = this.volumes.get(requiredInt32(fields, "mediaid", 1));
    if (volume === undefined) throw new FieldFault("mediaid", "medium-unknown");
    return volume;
  }

  private takeBaseRow(row: Row): Kept {
    const fileId = requiredInt64(row.fields, "fileid");
    const jobId = requiredInt32(row.fields, "jobid", 1);
    const fileIndex = requiredInt32(row.fields, "fileindex", 1);
    const baseJobId = requiredInt32(row.fields, "basejobid", 1);
    const rows = this.baseRows.get(fileId);
    if (rows) rows.push({ jobId, fileIndex, baseJobId, row });
    else this.baseRows.set(fileId, [{ jobId, fileIndex, baseJobId, row }]);
    return undefined;
  }

  private takeFile(row: Row): Kept {
    const { fields, origin, account } = row;
    const jobId = requiredInt32(fields, "jobid", 1);
    const fileIndex = requiredInt32(fields, "fileindex", leastInt32);
    const folder = this.paths.get(requiredInt64(fields, "pathid"));
    if (folder === undefined) throw new FieldFault("pathid", "path-unknown");
    const name = this.nameOf(fields);
    const base = this.baseRowsOf(fields);
    if (name === "") {
      if (fileIndex > 0) this.counts.add(jobId, "directories");
      account.ignore(fileIndex > 0 ? "directory-entry" : "deleted-entry");
      for (const { row: named, jobId: by } of base) {
        this.counts.add(by, "directories");
        named.account.ignore("directory-entry");
      }
      return undefined;
    }
    const stat = statOf(fields);
    const path = folder + name;
    if (fileIndex <= 0) account.ignore("deleted-entry");
    else this.counts.add(jobId, "files");
    const own =
      fileIndex > 0 ? account.fact(fileFact(origin, jobId, fileIndex, path, null, stat)) : undefined;
    if (base.length === 0) return own;
    const named = base.map((by) => this.baseFact(by, path, stat));
    return own ? [...named, own] : named;
  }

  private baseFact({ jobId, fileIndex, baseJobId, row }: BaseRow, path: string, stat: Stat): FileFact {
    this.counts.add(jobId, "baseFiles");
    return row.account.fact(fileFact(row.origin, jobId, fileIndex, path, baseJobId, stat));
  }

  private nameOf(fields: Fields): string {
    const own = fields("name");
    if (own !== undefined) return own;
    const name = this.names.get(requiredInt64(fields, "filenameid"));
    if (name === undefined) throw new FieldFault("filenameid", "filename-unknown");
    return name;
  }

  /** The base jobs' rows that point at this file, each handed out once. */
  private baseRowsOf(fields: Fields): BaseRow[] {
    if (this.baseRows.size === 0) return [];
    const fileId = requiredInt64(fields, "fileid");
    const rows = this.baseRows.get(fileId) ?? [];
    this.baseRows.delete(fileId);
    return rows;
  }
}

// Millions of these are made: written out, because spreading costs more than all the rest of a row.
function fileFact(
  origin: Origin,
  jobId: number,
  fileIndex: number,
  path: string,
  baseJobId: number | null,
  stat: Stat,
): FileFact {
  return {
    kind: "file",
    file: origin.file,
    fileNumber: origin.fileNumber,
    line: origin.line,
    raw: origin.raw,
    jobId,
    fileIndex,
    path,
    sizeBytes: stat.sizeBytes,
    modifiedAt: stat.modifiedAt,
    base: baseJobId !== null,
    baseJobId,
    doubt: stat.doubt,
  };
}

type Stat = Pick<FileFact, "sizeBytes" | "modifiedAt" | "doubt">;

function statOf(fields: Fields): Stat {
  const text = fields("lstat") ?? "";
  if (text === "") return { sizeBytes: null, modifiedAt: null, doubt: null };
  const stat = readLStat(text);
  if (!stat) return { sizeBytes: null, modifiedAt: null, doubt: "lstat-unreadable" };
  return { sizeBytes: stat.sizeBytes, modifiedAt: stat.modifiedAt, doubt: null };
}

function requiredInt64(fields: Fields, column: string): number {
  const value = fields(column);
  if (value === undefined || value === "") throw new FieldFault(column, "empty");
  const plain = plainDigits(value);
  if (plain >= 0) return plain;
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new FieldFault(column, "not-a-whole-number");
  return number;
}
