import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { decideRows } from "./decide-rows";
import { whatDecides } from "./what-decides";

/**
 * Decides for every catalog row on a medium in scope which paper it is, once, and writes the answer beside the
 * row. Rows that are no paper end in their bucket here: excluded by a named rule, or unresolved with a reason. The rules are
 * those in force, together with the organisation's own lists of papers; rows that others decided are decided anew.
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
  await findUnclassified(tx, incidentId);
  await decideRows(tx, incidentId, deciding);
  const exclusions = deciding.rules.filter(({ action }) => action === "exclude").map(({ name }) => name);
  await writeClassifications(tx, exclusions);
  await settleOthers(tx, incidentId, exclusions);
  await tx.execute(sql`drop table classified, unclassified`);
}

/** As a list, for joined to `media` the planner takes millions of rows for a few. */
function anyMedium(incidentId: string): SQL {
  return sql`any(array(select id from media where incident_id = ${incidentId}))`;
}

/** Looked for once: asked again for every batch, each batch would read all that lies on the media. */
async function findUnclassified(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table unclassified on commit drop as
    select distinct r.id as row_id
    from catalog_row_media c
    join catalog_rows r on r.id = c.catalog_row_id
    where c.medium_id = ${anyMedium(incidentId)} and r.path_rule is null and r.path is not null`);
  await tx.execute(sql`create unique index on unclassified (row_id)`);
  await tx.execute(sql`analyze unclassified`);
}

/**
 * Each row is written once. Papers go where nearly all of them end; the few whose claim is in no master, or is two
 * people's, `derivePeople` moves before the derivation is committed.
 */
async function writeClassifications(tx: Tx, exclusions: string[]): Promise<void> {
  await tx.execute(sql`
    update catalog_rows r
    set path_rule = c.rule, claim_number = c.claim_number, class_code = c.class_code,
        document_key = c.document_key, received_on = c.received_on,
        bucket = case when c.document_key is not null then 'mapped'
                      when c.rule = any(${sql.param(exclusions)}::text[]) then 'excluded' else 'unresolved' end,
        bucket_rule = case when c.document_key is not null then 'claim-in-master' else c.rule end
    from classified c where c.row_id = r.id`);
}

/** Rows in scope that are no paper and were classified at an earlier time, when they lay there already. */
async function settleOthers(tx: Tx, incidentId: string, exclusions: string[]): Promise<void> {
  const bucket = sql`case when r.path_rule = any(${sql.param(exclusions)}::text[]) then 'excluded' else 'unresolved' end`;
  await tx.execute(sql`
    update catalog_rows r set bucket = ${bucket}, bucket_rule = r.path_rule
    from catalog_row_media c
    where c.medium_id = ${anyMedium(incidentId)} and c.catalog_row_id = r.id and r.document_key is null
      and not exists (select from unclassified u where u.row_id = c.catalog_row_id)
      and (r.bucket, r.bucket_rule) is distinct from (${bucket}, r.path_rule)`);
}
