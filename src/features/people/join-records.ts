import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** The person's facts, which stand under the same names in `person_records` and `people`. */
const facts = [
  ...["policy_number", "name", "name_key", "kana", "kana_key", "birth_date", "sex", "postcode", "address"],
  ...["address_key", "phone", "phone_key", "policyholder_name", "policyholder_relation", "guardian_name"],
  ...["deceased_on", "bereaved_name", "bereaved_relation"],
];
const list = sql.raw(facts.join(", "));
const fromLeading = sql.raw(facts.map((fact) => `${fact} = excluded.${fact}`).join(", "));

/**
 * Makes one person of all records with the same insured number, and of nothing weaker. The record received last
 * leads (then the master read last, then the last line): its facts stand at the person. Whoever a document
 * concerns, by the temporary table `claim`, is affected. Nobody is removed, because letters and lists may speak
 * of a person whose records are superseded.
 */
export async function joinRecords(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    with concerned as materialized (
      select c.insured_number as concerned_number, count(*)::int as documents
      from documents d join claim c on c.claim_number = d.claim_number
      where d.incident_id = ${incidentId} and c.insured_number is not null
      group by c.insured_number
    )
    insert into people as p (incident_id, insured_number, leading_record_id, affected, document_count, ${list})
    select distinct on (r.insured_number) ${incidentId}::uuid, r.insured_number, r.id,
           concerned.documents is not null, coalesce(concerned.documents, 0), ${list}
    from person_records r
    join master_imports i on i.id = r.import_id
    left join concerned on concerned.concerned_number = r.insured_number
    where i.incident_id = ${incidentId} and i.state = 'read' and r.outcome = 'record'
      and r.insured_number is not null
    order by r.insured_number, r.received_on desc nulls last, i.created_at desc, r.line desc
    on conflict (incident_id, insured_number) do update
      set leading_record_id = excluded.leading_record_id, affected = excluded.affected,
          document_count = excluded.document_count, ${fromLeading}
      where (p.leading_record_id, p.document_count) is distinct from
            (excluded.leading_record_id, excluded.document_count)`);
  await releasePeopleWithoutRecord(tx, incidentId);
}

/** Whose records were all withdrawn is concerned no more, but stays: a letter or a frozen list may speak of them. */
async function releasePeopleWithoutRecord(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    update people p set affected = false, document_count = 0
    where p.incident_id = ${incidentId} and (p.affected or p.document_count > 0)
      and not exists (select from claim c where c.insured_number = p.insured_number)`);
}
