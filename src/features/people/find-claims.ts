import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Whose claim is it, and which documents concern whom? Fills two temporary tables of this transaction:
 * `claim` (claim_number, person_key), `person_key` null where the sources name two people, and `linked_document`
 * (person_key, document_id, claim_number, role) for what a member of staff linked. A person key is the insured
 * number, or `<hash of the file>:<line>` of a record without one; whoever was merged goes by the key of the person
 * they were found to be. `only`: no other claims than these.
 */
export async function findClaims(tx: Tx, incidentId: string, only?: readonly string[]): Promise<void> {
  await tx.execute(sql`
    create temporary table claim on commit drop as
    with merged as materialized (
      select coalesce(p.insured_number, p.record_key) as person_key,
             coalesce(kept.insured_number, kept.record_key) as kept_key
      from people p join people kept on kept.id = p.merged_into
      where p.incident_id = ${incidentId} and p.merged_into is not null
    ), named as (
      select r.claim_number, coalesce(r.insured_number, i.content_hash || ':' || r.line) as person_key
      from person_records r
      join master_imports i on i.id = r.import_id
      where i.incident_id = ${incidentId} and i.state = 'read' and r.outcome = 'record'
        and r.claim_number is not null and ${within(sql`r.claim_number`, only)}
    )
    select n.claim_number,
           case when min(coalesce(m.kept_key, n.person_key)) = max(coalesce(m.kept_key, n.person_key))
                then min(coalesce(m.kept_key, n.person_key)) end as person_key
    from named n left join merged m on m.person_key = n.person_key
    group by n.claim_number`);
  await tx.execute(sql`create unique index on claim (claim_number)`);
  await tx.execute(sql`analyze claim`);
  await findLinkedDocuments(tx, incidentId, only);
}

/** Only where the paper tells something of that role: an envelope that names no policyholder exposes none. */
async function findLinkedDocuments(tx: Tx, incidentId: string, only?: readonly string[]): Promise<void> {
  await tx.execute(sql`
    create temporary table linked_document on commit drop as
    select coalesce(kept.insured_number, kept.record_key) as person_key, d.id as document_id, d.claim_number, l.role
    from party_links l
    join people linked on linked.id = l.person_id
    join people kept on kept.id = coalesce(linked.merged_into, linked.id)
    join documents d on d.incident_id = l.incident_id and d.claim_number = l.claim_number
    join document_classes c on c.incident_id = d.incident_id and c.code = d.class_code
    where l.incident_id = ${incidentId} and l.revoked_at is null and ${within(sql`l.claim_number`, only)}
      and exists (select from jsonb_array_elements(c.elements) e where e ->> 'of' = l.role)`);
  await tx.execute(sql`analyze linked_document`);
}

function within(column: ReturnType<typeof sql>, only: readonly string[] | undefined) {
  return only ? sql`${column} = any(${sql.param([...only])}::text[])` : sql`true`;
}
