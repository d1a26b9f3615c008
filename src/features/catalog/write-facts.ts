import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CopyValue, copyRows } from "@/db/copy-rows";
import { LimitReached } from "@/lib/errors";
import type {
  AccountFact,
  CatalogFact,
  FileFact,
  JobEntriesFact,
  JobFact,
  JobMediumFact,
  MediumFact,
  RejectedFact,
} from "./readers/catalog-facts";

/** Media, jobs, index ranges and entry counts wait in memory while the rows stream by. */
const maxSmallFacts = 3_000_000;

type SmallFacts = {
  media: MediumFact[];
  jobs: JobFact[];
  jobMedia: JobMediumFact[];
  entries: JobEntriesFact[];
  accounts: AccountFact[];
};

/**
 * Writes a catalog's facts: files and rejected records as rows while they are read, the rest after them.
 * Returns the number of rows. Throws LimitReached `catalog.too-many-facts` { max } beyond what memory should hold.
 */
export async function writeFacts(
  tx: Tx,
  importId: string,
  facts: AsyncIterable<CatalogFact>,
): Promise<number> {
  const small: SmallFacts = { media: [], jobs: [], jobMedia: [], entries: [], accounts: [] };
  const rows = { count: 0 };
  await copyRows(
    tx,
    "catalog_rows",
    [
      "import_id",
      "file_number",
      "line",
      "raw",
      "job_id",
      "file_index",
      "path",
      "size_bytes",
      "modified_at",
    ].concat("is_base", "bucket", "bucket_rule"),
    rowsOf(importId, facts, small, rows),
  );
  await writeSmallFacts(tx, importId, small);
  // What the planner knows of a table that was empty a moment ago is wrong by orders of magnitude.
  await tx.execute(sql`analyze catalog_rows, job_media`);
  return rows.count;
}

async function* rowsOf(
  importId: string,
  facts: AsyncIterable<CatalogFact>,
  small: SmallFacts,
  rows: { count: number },
): AsyncGenerator<CopyValue[]> {
  let kept = 0;
  for await (const fact of facts) {
    if (fact.kind === "file" || fact.kind === "rejected") {
      rows.count += 1;
      yield fact.kind === "file" ? fileRow(importId, fact) : rejectedRow(importId, fact);
      continue;
    }
    kept += 1;
    if (kept > maxSmallFacts) throw new LimitReached("catalog.too-many-facts", { max: maxSmallFacts });
    if (fact.kind === "medium") small.media.push(fact);
    else if (fact.kind === "job") small.jobs.push(fact);
    else if (fact.kind === "job-medium") small.jobMedia.push(fact);
    else if (fact.kind === "job-entries") small.entries.push(fact);
    else small.accounts.push(fact);
  }
}

const baseCode = (base: boolean | null): number => (base === null ? 2 : base ? 1 : 0);

function fileRow(importId: string, fact: FileFact): CopyValue[] {
  const place = [importId, fact.fileNumber, fact.line, fact.raw, fact.jobId, fact.fileIndex];
  return [...place, fact.path, fact.sizeBytes, fact.modifiedAt, baseCode(fact.base), "unplaced", ""];
}

function rejectedRow(importId: string, fact: RejectedFact): CopyValue[] {
  const place = [importId, fact.fileNumber, fact.line, fact.raw, null, null];
  return [...place, null, null, null, 0, "unresolved", fact.reason];
}

async function writeSmallFacts(tx: Tx, importId: string, small: SmallFacts): Promise<void> {
  await copyRows(
    tx,
    "catalog_media",
    ["import_id", "volume", "facts"],
    small.media.map((m) => [importId, m.volume, withoutOrigin(m)]),
  );
  await copyRows(
    tx,
    "backup_jobs",
    ["import_id", "job_id", "name", "level", "status", "started_at", "job_files", "facts"],
    small.jobs.map((j) => [
      ...[importId, j.jobId, j.name ?? "", j.level ?? "", j.status ?? "", j.startTime, j.jobFiles],
      withoutOrigin(j),
    ]),
  );
  await copyRows(
    tx,
    "job_media",
    ["import_id", "job_id", "volume", "first_index", "last_index", "start_block", "end_block"],
    small.jobMedia.map((r) => [
      ...[importId, r.jobId, r.volume, r.firstIndex, r.lastIndex, r.startAddress, r.endAddress],
    ]),
  );
  await copyRows(
    tx,
    "catalog_job_entries",
    ["import_id", "job_id", "files", "directories", "base_files", "without_index"],
    small.entries.map((e) => [importId, e.jobId, e.files, e.directories, e.baseFiles, e.withoutIndex]),
  );
  await writeAccounts(tx, importId, small.accounts);
}

/** Every line of every file, as fact, rejected or ignored with a reason; the table's check holds the sum. */
async function writeAccounts(tx: Tx, importId: string, accounts: AccountFact[]): Promise<void> {
  const rows = accounts.map((a) => ({
    number: a.fileNumber,
    lines: a.linesRead,
    facts: a.facts,
    rejected: a.rejected,
    ignored: Object.values(a.ignored).reduce((sum, count) => sum + count, 0),
    by: a.ignored,
  }));
  await tx.execute(sql`
    update catalog_import_files f
    set lines_read = a.lines, facts = a.facts, rejected = a.rejected, ignored = a.ignored, ignored_by = a.by
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as a(number int, lines bigint, facts bigint, rejected bigint, ignored bigint, by jsonb)
    where f.import_id = ${importId} and f.file_number = a.number`);
}

function withoutOrigin<F extends MediumFact | JobFact>(
  fact: F,
): Omit<F, "file" | "fileNumber" | "line" | "raw" | "kind"> {
  const { file: _file, fileNumber: _number, line: _line, raw: _raw, kind: _kind, ...facts } = fact;
  return facts;
}
