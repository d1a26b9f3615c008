import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { copyRows } from "@/db/copy-rows";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { candidateLine, compareFacts, type PersonFacts, scoreOf } from "./rules";

/** Pairs grow with the square of a block; that many people equal in a key are looked at by other means. */
const mostPeopleInABlock = 12;
const pairsAtOnce = 2_000;

/** Two people are compared where they share one of these, whole. */
const blockKeys = [
  ["name_key", "birth_date"],
  ["kana_key", "birth_date"],
  ["name_key", "address_key"],
  ["phone_key", "name_key"],
] as const;

export type FoundCandidates = { compared: number; added: number; removed: number; blocksTooBig: number };

/**
 * Looks for people who may be one: those who share a name and a birth date, a name and an address … and of whom at
 * least one is concerned. Nobody is merged. What was decided stays decided; a pair that waits and no longer matches
 * goes away. Doing it again changes nothing.
 */
export async function findCandidates(actor: Actor, input: OfIncident): Promise<FoundCandidates> {
  const by = authorize(actor, "people.derive");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`find-candidates:${incidentId}`}, 0))`,
    );
    await findNameable(tx, incidentId);
    const blocksTooBig = await pairUp(tx);
    const compared = await scorePairs(tx);
    const changes = await writeCandidates(tx, incidentId);
    await tx.execute(sql`drop table nameable, pairing, scored`);
    const found = { compared, ...changes, blocksTooBig };
    if (changes.added + changes.removed + blocksTooBig > 0)
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "candidates.found",
        subject: { type: "incident", id: incidentId },
        detail: found,
      });
    return found;
  });
}

/**
 * Everybody whom a record still names, with the keys; also whoever was a line without an insured number that has one
 * by now (mended): a letter may have been written to that line. `concerned`: documents concern them, or the person
 * they were found to be, or they share a claim with somebody and are the reason that nobody knows whose it is.
 */
async function findNameable(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table nameable on commit drop as
    with contested as materialized (
      select distinct c.claim_number
      from catalog_rows c join catalog_imports i on i.id = c.import_id
      where i.incident_id = ${incidentId} and c.bucket = 'unresolved' and c.bucket_rule = 'claim-of-two-people'
    ), contesting as materialized (
      select distinct coalesce(r.insured_number, i.content_hash || ':' || r.line) as person_key
      from contested c
      join person_records r on r.claim_number = c.claim_number and r.outcome = 'record'
      join master_imports i on i.id = r.import_id and i.incident_id = ${incidentId} and i.state = 'read'
    ), numbered_since as materialized (
      select i.content_hash || ':' || r.line as record_key
      from person_records r join master_imports i on i.id = r.import_id
      where i.incident_id = ${incidentId} and i.state = 'read' and i.replaces_import_id is not null
        and r.outcome = 'record' and r.insured_number is not null
    )
    select p.id, p.name_key, p.kana_key, p.birth_date, p.address_key, p.phone_key,
           p.affected or coalesce(kept.affected, false) or contesting.person_key is not null as concerned
    from people p
    join person_records r on r.id = p.leading_record_id
    join master_imports i on i.id = r.import_id
    left join people kept on kept.id = p.merged_into
    left join contesting on contesting.person_key = coalesce(p.insured_number, p.record_key)
    where p.incident_id = ${incidentId}
      and (i.state = 'read' or p.record_key in (select record_key from numbered_since))`);
  await tx.execute(sql`analyze nameable`);
}

async function pairUp(tx: Tx): Promise<number> {
  await tx.execute(sql`create temporary table pairing (one uuid, other uuid) on commit drop`);
  let tooBig = 0;
  for (const [first, second] of blockKeys) {
    const keys = sql.raw(`${first}, ${second}`);
    const [counted] = await tx.execute<{ too_big: number }>(sql`
      with block as materialized (
        select ${keys}, count(*) as people from nameable
        where ${sql.raw(first)} <> '' and ${sql.raw(second)} is not null
        group by ${keys} having count(*) > 1 and bool_or(concerned)
      ), member as materialized (
        select ${keys}, n.id, n.concerned from nameable n join block using (${keys})
        where block.people <= ${mostPeopleInABlock}
      ), paired as (
        insert into pairing
        select a.id, b.id from member a join member b using (${keys})
        where a.id < b.id and (a.concerned or b.concerned)
      )
      select count(*)::int as too_big from block where people > ${mostPeopleInABlock}`);
    tooBig += counted?.too_big ?? 0;
  }
  await tx.execute(sql`
    create temporary table compared on commit drop as select distinct one, other from pairing`);
  await tx.execute(sql`drop table pairing`);
  await tx.execute(sql`alter table compared rename to pairing`);
  await tx.execute(sql`create unique index on pairing (one, other)`);
  await tx.execute(sql`analyze pairing`);
  return tooBig;
}

type Pair = { one: string; other: string; oneFacts: PersonFacts; otherFacts: PersonFacts };

const factsOf = (person: string) => {
  const p = sql.raw(person);
  return sql`jsonb_build_object(
    'name', ${p}.name, 'nameKey', ${p}.name_key, 'kana', ${p}.kana, 'kanaKey', ${p}.kana_key,
    'birthDate', ${p}.birth_date, 'sex', ${p}.sex, 'address', ${p}.address, 'addressKey', ${p}.address_key,
    'phone', ${p}.phone, 'phoneKey', ${p}.phone_key, 'insuredNumber', ${p}.insured_number,
    'policyNumber', ${p}.policy_number, 'deceasedOn', ${p}.deceased_on)`;
};

async function scorePairs(tx: Tx): Promise<number> {
  await tx.execute(sql`
    create temporary table scored (one uuid, other uuid, score smallint, evidence jsonb) on commit drop`);
  let compared = 0;
  let after = { one: "00000000-0000-0000-0000-000000000000", other: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const pairs = await tx.execute<Pair>(sql`
      select t.one, t.other, ${factsOf("a")} as "oneFacts", ${factsOf("b")} as "otherFacts"
      from (select one, other from pairing where (one, other) > (${after.one}::uuid, ${after.other}::uuid)
            order by one, other limit ${pairsAtOnce}) t
      join people a on a.id = t.one join people b on b.id = t.other
      order by t.one, t.other`);
    const last = pairs.at(-1);
    if (!last) return compared;
    compared += pairs.length;
    after = last;
    const proposed = pairs.flatMap(({ one, other, oneFacts, otherFacts }) => {
      const evidence = compareFacts(oneFacts, otherFacts);
      const score = scoreOf(evidence);
      return score >= candidateLine ? [[one, other, score, evidence]] : [];
    });
    await copyRows(tx, "scored", ["one", "other", "score", "evidence"], proposed);
  }
}

async function writeCandidates(tx: Tx, incidentId: string): Promise<{ added: number; removed: number }> {
  const [counts] = await tx.execute<{ added: number; removed: number }>(sql`
    with gone as (
      delete from match_candidates c
      where c.incident_id = ${incidentId} and c.state = 'waiting'
        and not exists (select from scored s where s.one = c.one_person_id and s.other = c.other_person_id)
      returning 1
    ), come as (
      insert into match_candidates as c (incident_id, one_person_id, other_person_id, score, evidence)
      select ${incidentId}, one, other, score, evidence from scored order by score desc, one, other
      on conflict (incident_id, one_person_id, other_person_id) do update
        set score = excluded.score, evidence = excluded.evidence
        where c.state = 'waiting' and (c.score, c.evidence) is distinct from (excluded.score, excluded.evidence)
      returning old.id is null as is_new
    )
    select (select count(*)::int from come where is_new) as added, (select count(*)::int from gone) as removed`);
  await tx.execute(sql`analyze match_candidates`);
  return { added: counts?.added ?? 0, removed: counts?.removed ?? 0 };
}
