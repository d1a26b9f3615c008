import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** The person's facts, which stand under the same names in `person_records` and `people`. */
const facts = [
  ...["policy_number", "name", "name_key", "kana", "kana_key", "birth_date", "sex", "postcode", "address"],
  ...["address_key", "phone", "phone_key", "email", "email_consent"],
  ...["policyholder_name", "policyholder_relation", "guardian_name"],
  ...[
    "deceased_on",
    "bereaved_name",
    "bereaved_relation",
    "beneficiary_name",
    "proxy_name",
    "proxy_relation",
  ],
];
const list = sql.raw(facts.join(", "));
const listed = sql.raw(facts.map((fact) => `r.${fact}`).join(", "));
const fromLeading = sql.raw(facts.map((fact) => `${fact} = r.${fact}`).join(", "));

/**
 * Makes one person of all records with the same insured number, and of nothing weaker; a record without one is a
 * person of its own. The record received last leads (then the master read last, then the last line): its facts
 * stand at the person. Whoever a document concerns, by the temporary tables of `findClaims`, is affected. Nobody
 * is removed, because letters and lists may speak of a person whose records are superseded. Answers how many
 * people came or changed.
 */
export async function joinRecords(tx: Tx, incidentId: string): Promise<number> {
  await countConcerned(tx, incidentId);
  const numbered = await joinOn(tx, incidentId, "insured_number", {
    key: sql`r.insured_number`,
    having: sql`r.insured_number is not null`,
  });
  const unnumbered = await joinOn(tx, incidentId, "record_key", {
    key: sql`i.content_hash || ':' || r.line`,
    having: sql`r.insured_number is null`,
  });
  await mendCounts(tx, incidentId);
  await tx.execute(sql`drop table concerned`);
  return numbered + unnumbered;
}

/** How many documents concern whom, in whatever role. */
async function countConcerned(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table concerned on commit drop as
    select c.person_key, count(*)::int as documents
    from documents d join claim c on c.claim_number = d.claim_number
    where d.incident_id = ${incidentId} and c.person_key is not null
    group by c.person_key`);
  await tx.execute(sql`
    with beside as (
      select l.person_key, count(distinct l.document_id)::int as documents
      from linked_document l left join claim c on c.claim_number = l.claim_number
      where c.person_key is distinct from l.person_key
      group by l.person_key
    ), more as (
      update concerned c set documents = c.documents + b.documents
      from beside b where b.person_key = c.person_key
      returning c.person_key
    )
    insert into concerned
    select * from beside b where not exists (select from more m where m.person_key = b.person_key)`);
  await tx.execute(sql`analyze concerned`);
}

type Identity = { key: SQL; having: SQL };

async function joinOn(
  tx: Tx,
  incidentId: string,
  column: "insured_number" | "record_key",
  { key, having }: Identity,
): Promise<number> {
  const [counted] = await tx.execute<{ people: number }>(sql`
    with wanted as materialized (
      select foremost.key, foremost.record_id, coalesce(concerned.documents, 0) as documents,
             p.id as person_id, p.leading_record_id, p.document_count
      from (select distinct on (${key}) ${key} as key, r.id as record_id
            from person_records r join master_imports i on i.id = r.import_id
            where i.incident_id = ${incidentId} and i.state = 'read' and r.outcome = 'record' and ${having}
            order by ${key}, r.received_on desc nulls last, i.created_at desc, r.line desc) foremost
      left join concerned on concerned.person_key = foremost.key
      left join people p on p.incident_id = ${incidentId} and p.${sql.raw(column)} = foremost.key
    ), come as (
      insert into people (incident_id, ${sql.raw(column)}, leading_record_id, affected, document_count, ${list})
      select ${incidentId}::uuid, w.key, r.id, w.documents > 0, w.documents, ${listed}
      from wanted w join person_records r on r.id = w.record_id
      where w.person_id is null
      returning 1
    ), changed as (
      update people p set leading_record_id = r.id, affected = w.documents > 0, document_count = w.documents, ${fromLeading}
      from wanted w join person_records r on r.id = w.record_id
      where p.id = w.person_id
        and (w.leading_record_id, w.document_count) is distinct from (w.record_id, w.documents)
      returning 1
    )
    select count(*)::int as people from (table come union all table changed) c`);
  return counted?.people ?? 0;
}

/**
 * Whose records were all withdrawn is concerned no more, but stays: a letter or a frozen list may speak of them.
 * Somebody else found to be the same person may still concern them.
 */
async function mendCounts(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    update people p set affected = now.documents > 0, document_count = now.documents
    from (select q.id, coalesce(c.documents, 0) as documents
          from people q left join concerned c on c.person_key = coalesce(q.insured_number, q.record_key)
          where q.incident_id = ${incidentId}) now
    where now.id = p.id and (p.document_count, p.affected) is distinct from (now.documents, now.documents > 0)`);
}
