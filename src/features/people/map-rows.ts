import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Puts the catalog rows of documents into their bucket by the temporary table `claim`: mapped, or unresolved
 * because their claim is in no master or is two people's. Answers how many changed. `only`: of these claims.
 */
export async function mapRows(tx: Tx, incidentId: string, only?: readonly string[]): Promise<number> {
  const theirs = only ? sql`d.claim_number = any(${sql.param([...only])}::text[])` : sql`true`;
  const [changed] = await tx.execute<{ rows: number }>(sql`
    with source as (
      select distinct s.catalog_row_id, d.claim_number
      from document_sources s join documents d on d.id = s.document_id
      where d.incident_id = ${incidentId} and ${theirs}
    ), decided as (
      select s.catalog_row_id,
             case when c.person_key is not null then 'mapped' else 'unresolved' end as bucket,
             case when c.person_key is not null then 'claim-in-master'
                  when c.claim_number is null then 'claim-not-in-master'
                  else 'claim-of-two-people' end as rule
      from source s left join claim c on c.claim_number = s.claim_number
    ), moved as (
      update catalog_rows r set bucket = d.bucket, bucket_rule = d.rule
      from decided d
      where r.id = d.catalog_row_id and (r.bucket, r.bucket_rule) is distinct from (d.bucket, d.rule)
      returning 1
    )
    select count(*)::int as rows from moved`);
  return changed?.rows ?? 0;
}
