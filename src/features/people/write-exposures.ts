import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

export type ExposuresWritten = { added: number; removed: number };

/**
 * Writes which document concerns which person in which role, by the temporary tables of `findClaims`; what they
 * say no more goes. `only`: of these claims, as they were given to `findClaims`.
 */
export async function writeExposures(
  tx: Tx,
  incidentId: string,
  only?: readonly string[],
): Promise<ExposuresWritten> {
  const theirs = only ? sql`d.claim_number = any(${sql.param([...only])}::text[])` : sql`true`;
  const [counts] = await tx.execute<ExposuresWritten>(sql`
    with wanted as materialized (
      select p.id as person_id, d.id as document_id, 'insured' as role
      from documents d
      join claim c on c.claim_number = d.claim_number
      join people p on p.incident_id = ${incidentId} and p.insured_number = c.person_key
      where d.incident_id = ${incidentId} and ${theirs}
      union all
      select p.id, d.id, 'insured'
      from documents d
      join claim c on c.claim_number = d.claim_number
      join people p on p.incident_id = ${incidentId} and p.record_key = c.person_key
      where d.incident_id = ${incidentId} and ${theirs}
      union all
      select distinct p.id, l.document_id, l.role
      from linked_document l
      join people p on p.incident_id = ${incidentId} and l.person_key in (p.insured_number, p.record_key)
    ), gone as (
      delete from exposures e using documents d
      where d.id = e.document_id and d.incident_id = ${incidentId} and ${theirs}
        and not exists (select from wanted w where w.person_id = e.person_id and w.document_id = e.document_id
                        and w.role = e.role)
      returning 1
    ), come as (
      insert into exposures (person_id, document_id, role)
      select person_id, document_id, role from wanted w
      where not exists (select from exposures e where e.person_id = w.person_id
                        and e.document_id = w.document_id and e.role = w.role)
      returning 1
    )
    select (select count(*)::int from come) as added, (select count(*)::int from gone) as removed`);
  return { added: counts?.added ?? 0, removed: counts?.removed ?? 0 };
}
