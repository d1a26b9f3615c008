import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CopyValue, copyRows } from "@/db/copy-rows";
import { Internal } from "@/lib/errors";
import type { IndexRow } from "./index-reader/read-index";

export type IndexCounts = {
  rowsRead: number;
  rowsTaken: number;
  rowsDuplicate: number;
  rowsRejected: number;
};

const columns = [
  ...["index_id", "line", "raw", "outcome", "reason", "reason_column"],
  ...["path", "claim_number", "class_code", "document_key", "received_on"],
];

/**
 * Writes every line of a list of papers with what it came to: taken, saying the same as an earlier line, or rejected
 * with its reason. Asserts that they add up to the lines read.
 */
export async function writeIndexRows(
  tx: Tx,
  indexId: string,
  rows: AsyncIterable<IndexRow>,
): Promise<IndexCounts> {
  const read = { rows: 0 };
  await copyRows(tx, "document_index_rows", columns, copied(indexId, rows, read));
  await tx.execute(sql`
    update document_index_rows r set outcome = 'duplicate', reason = 'index.said-before'
    from (select id, min(line) over (partition by path, claim_number, class_code, document_key, received_on) as first_line
          from document_index_rows where index_id = ${indexId} and outcome = 'row') same
    where same.id = r.id and same.first_line < r.line`);
  await tx.execute(sql`analyze document_index_rows`);
  const [counts] = await tx.execute<Omit<IndexCounts, "rowsRead">>(sql`
    select count(*) filter (where outcome = 'row')::int as "rowsTaken",
           count(*) filter (where outcome = 'duplicate')::int as "rowsDuplicate",
           count(*) filter (where outcome = 'rejected')::int as "rowsRejected"
    from document_index_rows where index_id = ${indexId}`);
  const { rowsTaken = 0, rowsDuplicate = 0, rowsRejected = 0 } = counts ?? {};
  if (read.rows !== rowsTaken + rowsDuplicate + rowsRejected)
    throw new Internal("document-index.rows-unaccounted", { read: read.rows });
  return { rowsRead: read.rows, rowsTaken, rowsDuplicate, rowsRejected };
}

async function* copied(
  indexId: string,
  rows: AsyncIterable<IndexRow>,
  read: { rows: number },
): AsyncGenerator<CopyValue[]> {
  for await (const row of rows) {
    read.rows += 1;
    const { line, raw } = row;
    if (row.outcome === "rejected") {
      yield [indexId, line, raw, "rejected", row.reason, row.column, null, null, null, null, null];
      continue;
    }
    const { path, claimNumber, classCode, documentKey, receivedOn } = row.record;
    yield [indexId, line, raw, "row", "", null, path, claimNumber, classCode, documentKey, receivedOn];
  }
}
