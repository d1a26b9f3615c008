import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CopyValue, copyRows } from "@/db/copy-rows";
import { findIndexNames } from "./find-index-names";
import { type CompiledPathRule, compilePathRules } from "./path-rules/path-rule";
import { classesOf, type IndexInForce, indexesInForce, rulesInForce } from "./queries";
import {
  type Classification,
  type ClassOfPaper,
  classifyPath,
  decideWithIndex,
  type IndexAnswer,
} from "./rules";

const batchRows = 20_000;

/**
 * Decides for every catalog row on a medium in scope which paper it is, once, and writes the answer beside the
 * row. Rows that are no paper end in their bucket here: excluded by a named rule, or unresolved with a reason. The rules are
 * those in force, together with the organisation's own lists of papers; rows that others decided are decided anew.
 * Paths pass through `classifyPath` in batches: captures cost PostgreSQL's expressions ten times as much.
 */
export async function classifyPlacedRows(tx: Tx, incidentId: string): Promise<void> {
  const deciding = await whatDecides(tx, incidentId);
  const { mark } = deciding;
  await tx.execute(sql`
    update catalog_rows r set path_rule = null
    from catalog_imports i
    where i.id = r.import_id and i.incident_id = ${incidentId} and i.path_rules_hash <> ${mark}
      and r.path_rule is not null`);
  await tx.execute(sql`
    update catalog_imports set path_rules_hash = ${mark}
    where incident_id = ${incidentId} and state = 'read' and path_rules_hash is distinct from ${mark}`);
  await tx.execute(sql`
    create temporary table classified (
      row_id bigint, rule text, claim_number text, class_code text, document_key text, received_on text
    ) on commit drop`);
  await findUnclassified(tx, incidentId);
  if (deciding.index) await findIndexNames(tx, incidentId, deciding.index);
  let afterId = 0;
  for (;;) {
    const paths = await unclassifiedPaths(tx, afterId, deciding.index);
    const last = paths.at(-1);
    if (!last) break;
    await copyRows(
      tx,
      "classified",
      columns,
      paths.map((path) => classifiedRow(path, deciding)),
    );
    afterId = Number(last.id);
  }
  await tx.execute(sql`analyze classified`);
  await writeClassifications(tx);
  const exclusions = deciding.rules.filter(({ action }) => action === "exclude").map(({ name }) => name);
  await settleOthers(tx, incidentId, exclusions);
  await tx.execute(sql`drop table classified, unclassified`);
  if (deciding.index) await tx.execute(sql`drop table index_name`);
}

type Deciding = {
  rules: CompiledPathRule[];
  classes: ClassOfPaper[];
  index: IndexInForce | null;
  /** The rules' version, then a hash over everything that decides. */
  mark: string;
};

async function whatDecides(tx: Tx, incidentId: string): Promise<Deciding> {
  const { version, rules } = await rulesInForce(tx, incidentId);
  const classes = (await classesOf(incidentId, tx)).map(({ code, words }) => ({ code, words }));
  const index = await indexesInForce(tx, incidentId);
  const hash = createHash("sha256")
    .update(JSON.stringify([rules, classes, index]))
    .digest("hex");
  return { rules: compilePathRules(rules), classes, index, mark: `${version} ${hash}` };
}

const columns = ["row_id", "rule", "claim_number", "class_code", "document_key", "received_on"];

type PathOfRow = { id: string; path: string; file_key?: string; said?: IndexAnswer };

/** Looked for once: asked again for every batch, each batch would read all that lies on the media. */
async function findUnclassified(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table unclassified on commit drop as
    select distinct r.id as row_id
    from catalog_row_media c
    join media m on m.id = c.medium_id
    join catalog_rows r on r.id = c.catalog_row_id
    where m.incident_id = ${incidentId} and r.path_rule is null and r.path is not null`);
  await tx.execute(sql`create unique index on unclassified (row_id)`);
  await tx.execute(sql`analyze unclassified`);
}

function unclassifiedPaths(tx: Tx, afterId: number, index: IndexInForce | null): Promise<PathOfRow[]> {
  const next = sql`(select row_id from unclassified where row_id > ${afterId}::bigint order by row_id limit ${batchRows})`;
  if (index) return tx.execute<PathOfRow>(pathsWithAnswers(next, index));
  return tx.execute<PathOfRow>(sql`
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

async function writeClassifications(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update catalog_rows r
    set path_rule = c.rule, claim_number = c.claim_number, class_code = c.class_code,
        document_key = c.document_key, received_on = c.received_on
    from classified c where c.row_id = r.id`);
}

/** Rows in scope that are no paper, whenever they were classified. */
async function settleOthers(tx: Tx, incidentId: string, exclusions: string[]): Promise<void> {
  await tx.execute(sql`
    update catalog_rows r set bucket = other.bucket, bucket_rule = other.rule
    from (
      select o.id, o.path_rule as rule,
             case when o.path_rule = any(${sql.param(exclusions)}::text[]) then 'excluded' else 'unresolved' end as bucket
      from catalog_row_media c
      join media m on m.id = c.medium_id
      join catalog_rows o on o.id = c.catalog_row_id
      where m.incident_id = ${incidentId} and o.document_key is null
    ) other
    where other.id = r.id and (r.bucket, r.bucket_rule) is distinct from (other.bucket, other.rule)`);
}
