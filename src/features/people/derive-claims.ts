import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countRows } from "@/features/catalog/count-rows";
import { findClaims } from "./find-claims";
import { mapRows } from "./map-rows";
import { writeExposures } from "./write-exposures";

export type ClaimsOf = { people?: readonly string[]; claims?: readonly string[] };

/**
 * After a decision about some people: what `derivePeople` does, for their claims only. `people` by id, with all who
 * were found to be them; `claims` by number besides. The caller holds the derivation's lock.
 */
export async function deriveClaims(tx: Tx, incidentId: string, of: ClaimsOf): Promise<void> {
  const claims = await claimsOf(tx, incidentId, of);
  const before = await exposedBy(tx, incidentId, claims);
  await findClaims(tx, incidentId, claims);
  await writeExposures(tx, incidentId, claims);
  const after = await exposedBy(tx, incidentId, claims);
  await recount(tx, [...new Set([...(of.people ?? []), ...before, ...after])]);
  const moved = await mapRows(tx, incidentId, claims);
  await tx.execute(sql`drop table claim, linked_document`);
  if (moved > 0) await countRows(tx, incidentId);
}

async function claimsOf(tx: Tx, incidentId: string, of: ClaimsOf): Promise<string[]> {
  const rows = await tx.execute<{ claim: string }>(sql`
    with theirs as materialized (
      select id, insured_number, split_part(record_key, ':', 1) as content_hash,
             split_part(record_key, ':', 2)::int as line
      from (select p.* from people p where p.id = any(${ids(of.people)}) union
            select p.* from people p where p.merged_into = any(${ids(of.people)})) p
      where p.incident_id = ${incidentId}
    )
    select r.claim_number as claim
    from theirs t join person_records r on r.insured_number = t.insured_number
    join master_imports i on i.id = r.import_id
    where i.incident_id = ${incidentId} and r.claim_number is not null
    union
    select r.claim_number
    from theirs t join master_imports i on i.content_hash = t.content_hash and i.incident_id = ${incidentId}
    join person_records r on r.import_id = i.id and r.line = t.line
    where t.insured_number is null and r.claim_number is not null
    union
    select l.claim_number from theirs t join party_links l on l.person_id = t.id
    union
    select d.claim_number from theirs t join exposures e on e.person_id = t.id join documents d on d.id = e.document_id
    union
    select unnest(${sql.param([...(of.claims ?? [])])}::text[])`);
  return rows.map(({ claim }) => claim);
}

async function exposedBy(tx: Tx, incidentId: string, claims: readonly string[]): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct e.person_id as id
    from documents d join exposures e on e.document_id = d.id
    where d.incident_id = ${incidentId} and d.claim_number = any(${sql.param([...claims])}::text[])`);
  return rows.map(({ id }) => id);
}

async function recount(tx: Tx, people: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update people p set affected = now.documents > 0, document_count = now.documents
    from (select q.id, count(distinct e.document_id)::int as documents
          from people q left join exposures e on e.person_id = q.id
          where q.id = any(${ids(people)}) group by q.id) now
    where now.id = p.id and (p.document_count, p.affected) is distinct from (now.documents, now.documents > 0)`);
}

function ids(people: readonly string[] | undefined) {
  return sql`${sql.param([...(people ?? [])])}::uuid[]`;
}
