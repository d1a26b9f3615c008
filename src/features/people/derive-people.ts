import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { countRows } from "@/features/catalog/count-rows";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Internal } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { joinRecords } from "./join-records";

export type DerivedPeople = { affected: number; exposures: number; added: number; removed: number };

/**
 * Joins person records to people and documents to people, and puts every catalog row that is left into its
 * bucket: mapped, or unresolved because its claim is in no master or is two people's. Doing it again changes
 * nothing. The last step of a derivation, so here is asserted that no row was lost on the way.
 */
export async function derivePeople(actor: Actor, input: OfIncident): Promise<DerivedPeople> {
  const by = authorize(actor, "people.derive");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    await lockDerivation(tx, incidentId);
    await findClaims(tx, incidentId);
    await joinRecords(tx, incidentId);
    const changes = await writeExposures(tx, incidentId);
    const figures = await countExposures(tx, incidentId);
    await mapRows(tx, incidentId);
    await tx.execute(sql`drop table claim`);
    await countRows(tx, incidentId);
    const derived = { ...figures, ...changes };
    if (changes.added + changes.removed > 0) {
      await tx.execute(sql`analyze people, exposures`);
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "people.derived",
        subject: { type: "incident", id: incidentId },
        detail: derived,
      });
    }
    return derived;
  });
}

/** Whose claim is it? `insured_number` is null where the sources name two people. */
async function findClaims(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table claim on commit drop as
    select r.claim_number,
           case when min(r.insured_number) = max(r.insured_number) then min(r.insured_number) end as insured_number
    from person_records r
    join master_imports i on i.id = r.import_id
    where i.incident_id = ${incidentId} and i.state = 'read' and r.outcome = 'record'
      and r.claim_number is not null and r.insured_number is not null
    group by r.claim_number`);
  await tx.execute(sql`create unique index on claim (claim_number)`);
  await tx.execute(sql`analyze claim`);
}

async function writeExposures(tx: Tx, incidentId: string): Promise<{ added: number; removed: number }> {
  const [counts] = await tx.execute<{ added: number; removed: number }>(sql`
    with wanted as materialized (
      select p.id as person_id, d.id as document_id
      from documents d
      join claim c on c.claim_number = d.claim_number
      join people p on p.incident_id = ${incidentId} and p.insured_number = c.insured_number
      where d.incident_id = ${incidentId}
    ), gone as (
      delete from exposures e using documents d
      where d.id = e.document_id and d.incident_id = ${incidentId}
        and not exists (select from wanted w where w.person_id = e.person_id and w.document_id = e.document_id)
      returning 1
    ), come as (
      insert into exposures (person_id, document_id)
      select person_id, document_id from wanted
      on conflict (person_id, document_id, role) do nothing
      returning 1
    )
    select (select count(*)::int from come) as added, (select count(*)::int from gone) as removed`);
  return { added: counts?.added ?? 0, removed: counts?.removed ?? 0 };
}

/** Asserts that the figures kept at the people are what the exposures say (Internal `people.counts-differ`). */
async function countExposures(tx: Tx, incidentId: string): Promise<{ affected: number; exposures: number }> {
  const [figures] = await tx.execute<{
    affected: number;
    exposures: number;
    kept: number;
    documents: number;
  }>(sql`
    select counted.*, people.* from
      (select count(distinct e.person_id)::int as affected, count(*)::int as exposures
       from exposures e join documents d on d.id = e.document_id where d.incident_id = ${incidentId}) counted,
      (select count(*) filter (where affected)::int as kept, coalesce(sum(document_count), 0)::int as documents
       from people where incident_id = ${incidentId}) people`);
  if (!figures || figures.affected !== figures.kept || figures.exposures !== figures.documents)
    throw new Internal("people.counts-differ", figures ?? {});
  return { affected: figures.affected, exposures: figures.exposures };
}

async function mapRows(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    with source as (
      select distinct s.catalog_row_id, d.claim_number
      from document_sources s join documents d on d.id = s.document_id
      where d.incident_id = ${incidentId}
    ), decided as (
      select s.catalog_row_id,
             case when c.insured_number is not null then 'mapped' else 'unresolved' end as bucket,
             case when c.insured_number is not null then 'claim-in-master'
                  when c.claim_number is null then 'claim-not-in-master'
                  else 'claim-of-two-people' end as rule
      from source s left join claim c on c.claim_number = s.claim_number
    )
    update catalog_rows r set bucket = d.bucket, bucket_rule = d.rule
    from decided d
    where r.id = d.catalog_row_id and (r.bucket, r.bucket_rule) is distinct from (d.bucket, d.rule)`);
}
