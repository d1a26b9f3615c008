import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { copyRows } from "@/db/copy-rows";
import type { AccountFact, JobFact, MediumFact } from "./readers/catalog-facts";
import type { SmallFacts } from "./readers/fact-steps";

/** Writes what a catalog says beside its rows: media, jobs, index ranges, entry counts, and each file's account. */
export async function writeSmallFacts(tx: Tx, importId: string, small: SmallFacts): Promise<void> {
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
