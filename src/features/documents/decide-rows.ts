import { setImmediate } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CopyValue, copyRows } from "@/db/copy-rows";
import { findIndexNames } from "./find-index-names";
import type { IndexInForce } from "./queries";
import { type Classification, classifyPath, decideWithIndex, type IndexAnswer } from "./rules";
import type { Deciding } from "./what-decides";

const batchRows = 20_000;
const rowsAtATime = 1000;

/**
 * Decides which papers the catalog rows of the temporary table `unclassified` (row_id, unique) are, into the temporary
 * table `classified` (row_id, rule, claim_number, class_code, document_key, received_on); what stands beside the rows
 * is left alone. Paths pass through `classifyPath` in batches: captures cost PostgreSQL's expressions ten times as
 * much. Stops by throwing when `signal` aborts.
 */
export async function decideRows(
  tx: Tx,
  incidentId: string,
  deciding: Deciding,
  signal?: AbortSignal,
): Promise<void> {
  await tx.execute(sql`
    create temporary table classified (
      row_id bigint, rule text, claim_number text, class_code text, document_key text, received_on text
    ) on commit drop`);
  if (deciding.index) await findIndexNames(tx, incidentId, deciding.index);
  for await (const paths of batchesOfPaths(tx, deciding.index)) {
    signal?.throwIfAborted();
    await copyRows(tx, "classified", columns, await decideEach(paths, deciding));
  }
  await tx.execute(sql`analyze classified`);
  if (deciding.index) await tx.execute(sql`drop table index_name`);
}

const columns = ["row_id", "rule", "claim_number", "class_code", "document_key", "received_on"];

/** PostgreSQL looks for the next batch while this process decides about the last. */
async function* batchesOfPaths(tx: Tx, index: IndexInForce | null): AsyncGenerator<PathOfRow[]> {
  let paths = await unclassifiedPaths(tx, 0, index);
  for (let last = paths.at(-1); last; last = paths.at(-1)) {
    const next = unclassifiedPaths(tx, Number(last.id), index);
    // Whoever stops between is told of their own error, not of this one.
    next.catch(() => undefined);
    yield paths;
    paths = await next;
  }
}

/** Lets go of the thread now and then: the next question leaves, its answer comes in, and leases are told of. */
async function decideEach(paths: PathOfRow[], deciding: Deciding): Promise<CopyValue[][]> {
  const rows: CopyValue[][] = [];
  for (let from = 0; from < paths.length; from += rowsAtATime) {
    await setImmediate();
    for (const path of paths.slice(from, from + rowsAtATime)) rows.push(classifiedRow(path, deciding));
  }
  return rows;
}

type PathOfRow = { id: string; path: string; file_key?: string; said?: IndexAnswer };

async function unclassifiedPaths(tx: Tx, afterId: number, index: IndexInForce | null): Promise<PathOfRow[]> {
  const next = sql`(select row_id from unclassified where row_id > ${afterId}::bigint order by row_id limit ${batchRows})`;
  if (index) return await tx.execute<PathOfRow>(pathsWithAnswers(next, index));
  return await tx.execute<PathOfRow>(sql`
    select r.id, r.path from ${next} next join catalog_rows r on r.id = next.row_id order by r.id`);
}

/**
 * The catalog rows of `next` (row_id) with what the lists of papers say of each: by its whole path, else by its
 * file's name (`index_name`). Columns: id, path, file_key (names the file, whatever folder it lies in), said
 * { facts, ambiguous }.
 */
function pathsWithAnswers(next: SQL, { indexIds }: IndexInForce): SQL {
  const ids = sql`any(${sql.param(indexIds)}::uuid[])`;
  return sql`
    select r.id, r.path, left(md5(split_part(r.path, '/', -1)), 12) as file_key,
           jsonb_build_object('facts', coalesce(whole.facts, named.facts, '[]'::jsonb),
             'ambiguous', whole.facts is null and coalesce(named.ambiguous, false)) as said
    from ${next} next
    join catalog_rows r on r.id = next.row_id
    left join lateral (
      select jsonb_agg(distinct jsonb_build_object('claimNumber', x.claim_number, 'classCode', x.class_code,
               'receivedOn', x.received_on, 'documentKey', x.document_key)) as facts
      from document_index_rows x
      where x.index_id = ${ids} and md5(x.path) = md5(r.path) and x.path = r.path and x.outcome = 'row') whole on true
    left join index_name named on md5(named.name) = md5(split_part(r.path, '/', -1))
      and named.name = split_part(r.path, '/', -1)
    order by r.id`;
}

function classifiedRow(
  { id, path, file_key, said }: PathOfRow,
  { rules, classes, index }: Deciding,
): CopyValue[] {
  const byRules = classifyPath(path, rules, classes);
  const decision: Classification =
    index && said ? decideWithIndex(byRules, said, index.mode, file_key ?? "", classes) : byRules;
  if (decision.outcome === "excluded") return [id, decision.rule, null, null, null, null];
  if (decision.outcome === "unresolved") return [id, decision.because, null, null, null, null];
  const { rule, claimNumber, classCode, documentKey, receivedOn, receivedMonth } = decision;
  return [id, rule, claimNumber, classCode, documentKey, receivedOn ?? receivedMonth];
}
