import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { addDefaultClasses } from "./add-default-classes";
import { addDefaultRules } from "./add-default-rules";
import { classifyPlacedRows } from "./classify-placed-rows";

/** Documents as they are now, and how many came, changed and went. */
export type DerivedDocuments = { documents: number; written: number; removed: number };

/**
 * Makes the papers out of the catalog rows that lie on media in scope: one document however many rows speak of
 * it, with the rows and media that say so. Doing it again changes nothing; a document no row speaks of any more
 * goes away (a frozen list keeps its own copy).
 */
export async function deriveDocuments(actor: Actor, input: OfIncident): Promise<DerivedDocuments> {
  const by = authorize(actor, "people.derive");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    await lockDerivation(tx, incidentId);
    await addDefaultClasses(actor, { incidentId });
    await addDefaultRules(actor, { incidentId });
    await classifyPlacedRows(tx, incidentId);
    await findWanted(tx, incidentId);
    const derived = await writeDocuments(tx, incidentId);
    if (derived.written + derived.removed > 0) await tx.execute(sql`analyze documents`);
    await writeSources(tx, incidentId);
    await tx.execute(sql`drop table wanted_source, wanted_document`);
    if (derived.written + derived.removed > 0) {
      await tx.execute(sql`analyze document_sources`);
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "documents.derived",
        subject: { type: "incident", id: incidentId },
        detail: derived,
      });
    }
    return derived;
  });
}

/**
 * A document is `full` when a whole copy is on the media in scope: on one of them, or in pieces on several with
 * no piece elsewhere. A row without an index whose job may have a base job proves no whole copy.
 */
async function findWanted(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table wanted_source on commit drop as
    with in_scope as materialized (
      select id, label from media where incident_id = ${incidentId} and state in ('missing', 'lost')
    )
    select r.document_key, r.id as row_id, c.medium_id, c.coverage, r.claim_number, r.class_code, r.received_on,
           c.coverage = 'full' or (r.is_base = 0 and not exists (
             select from job_media j
             where j.import_id = r.import_id and j.job_id = r.job_id
               and (r.file_index is null or r.file_index between j.first_index and j.last_index)
               and j.volume not in (select label from in_scope))) as whole
    from catalog_row_media c
    join catalog_rows r on r.id = c.catalog_row_id
    where c.medium_id = any(array(select id from in_scope)) and r.document_key is not null`);
  await tx.execute(sql`analyze wanted_source`);
  await tx.execute(sql`
    create temporary table wanted_document on commit drop as
    select document_key, min(claim_number) as claim_number, min(class_code) as class_code,
           coalesce(min(received_on) filter (where length(received_on) = 10), min(received_on)) as received_on,
           case when bool_or(whole) then 'full' else 'partial' end as certainty
    from wanted_source group by document_key order by document_key`);
  await tx.execute(sql`analyze wanted_document`);
}

async function writeDocuments(tx: Tx, incidentId: string): Promise<DerivedDocuments> {
  const [counts] = await tx.execute<DerivedDocuments>(sql`
    with gone as (
      delete from documents d
      where d.incident_id = ${incidentId}
        and not exists (select from wanted_document w where w.document_key = d.document_key)
      returning 1
    ), come as (
      insert into documents (incident_id, document_key, claim_number, class_code, received_on, certainty)
      select ${incidentId}, document_key, claim_number, class_code, received_on, certainty
      from wanted_document w
      where not exists (select from documents d
                        where d.incident_id = ${incidentId} and d.document_key = w.document_key)
      returning 1
    ), other as (
      update documents d set received_on = w.received_on, certainty = w.certainty
      from wanted_document w
      where d.incident_id = ${incidentId} and d.document_key = w.document_key
        and (d.received_on, d.certainty) is distinct from (w.received_on, w.certainty)
      returning 1
    )
    select (select count(*)::int from wanted_document) as documents,
           (select count(*)::int from (table come union all table other) c) as written,
           (select count(*)::int from gone) as removed`);
  return { documents: counts?.documents ?? 0, written: counts?.written ?? 0, removed: counts?.removed ?? 0 };
}

async function writeSources(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    delete from document_sources s using documents d
    where d.id = s.document_id and d.incident_id = ${incidentId}
      and not exists (select from wanted_source w
                      where w.document_key = d.document_key and w.row_id = s.catalog_row_id
                        and w.medium_id = s.medium_id)`);
  await tx.execute(sql`
    update document_sources s set coverage = w.coverage
    from wanted_source w
    join documents d on d.incident_id = ${incidentId} and d.document_key = w.document_key
    where s.document_id = d.id and s.catalog_row_id = w.row_id and s.medium_id = w.medium_id
      and s.coverage <> w.coverage`);
  await tx.execute(sql`
    insert into document_sources (document_id, catalog_row_id, medium_id, coverage)
    select d.id, w.row_id, w.medium_id, w.coverage
    from wanted_source w
    join documents d on d.incident_id = ${incidentId} and d.document_key = w.document_key
    where not exists (select from document_sources s
                      where s.document_id = d.id and s.catalog_row_id = w.row_id and s.medium_id = w.medium_id)`);
}
