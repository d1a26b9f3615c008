import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CopyValue, copyRows } from "@/db/copy-rows";
import { documentClasses } from "./path-rules/document-classes";
import { type Classification, classifyPath, compiledDefaultRules } from "./rules";

const batchRows = 20_000;

/** Which rules decide now. Rows classified by others are classified anew. */
const rulesHash = createHash("sha256")
  .update(JSON.stringify([compiledDefaultRules, documentClasses]))
  .digest("hex");

/**
 * Decides for every catalog row on a medium in scope which paper it is, once, and writes the answer beside the
 * row. Rows that are no paper end in their bucket here: excluded by a named rule, or unresolved with a reason.
 * Paths pass through `classifyPath` in batches: captures cost PostgreSQL's expressions ten times as much.
 */
export async function classifyPlacedRows(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    update catalog_rows r set path_rule = null
    from catalog_imports i
    where i.id = r.import_id and i.incident_id = ${incidentId} and i.path_rules_hash <> ${rulesHash}
      and r.path_rule is not null`);
  await tx.execute(sql`
    update catalog_imports set path_rules_hash = ${rulesHash}
    where incident_id = ${incidentId} and state = 'read' and path_rules_hash is distinct from ${rulesHash}`);
  await tx.execute(sql`
    create temporary table classified (
      row_id bigint, rule text, claim_number text, class_code text, document_key text, received_on text
    ) on commit drop`);
  await findUnclassified(tx, incidentId);
  let afterId = 0;
  for (;;) {
    const paths = await unclassifiedPaths(tx, afterId);
    const last = paths.at(-1);
    if (!last) break;
    await copyRows(tx, "classified", columns, paths.map(classifiedRow));
    afterId = Number(last.id);
  }
  await tx.execute(sql`analyze classified`);
  await writeClassifications(tx);
  await settleOthers(tx, incidentId);
  await tx.execute(sql`drop table classified, unclassified`);
}

const columns = ["row_id", "rule", "claim_number", "class_code", "document_key", "received_on"];

type PathOfRow = { id: string; path: string };

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

function unclassifiedPaths(tx: Tx, afterId: number): Promise<PathOfRow[]> {
  return tx.execute<PathOfRow>(sql`
    select r.id, r.path
    from (select row_id from unclassified where row_id > ${afterId}::bigint order by row_id limit ${batchRows}) next
    join catalog_rows r on r.id = next.row_id
    order by r.id`);
}

function classifiedRow({ id, path }: PathOfRow): CopyValue[] {
  const decision: Classification = classifyPath(path);
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

const exclusions = compiledDefaultRules.filter(({ action }) => action === "exclude").map(({ name }) => name);

/** Rows in scope that are no paper, whenever they were classified. */
async function settleOthers(tx: Tx, incidentId: string): Promise<void> {
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
