import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { adultAgeOn } from "@/features/lists/rules";
import { papersBits, papersShift, personFacts, specialCareBit } from "./what-if/measure-words";

/** Numbers from code, written into the query: as parameters each use would be another one. */
const number = (value: number) => sql.raw(String(value));

/**
 * Whom the papers of `scope_claim_place` concern, by `claim` (of `findClaims`) and by the people a member of staff
 * linked to a claim in a role of which the paper tells something. Fills `scope_group` (facts, words, weight): how
 * many people there are of whom the same is to be known and whose papers lie in the same places, nobody first.
 * `day`: whoever is not of age on it is a minor.
 */
export async function findConcerned(tx: Tx, incidentId: string, day: string): Promise<void> {
  await findWhomTheyConcern(tx, incidentId);
  await findFacts(tx, incidentId, day);
  await tx.execute(sql`
    create temporary table scope_group on commit drop as
    select facts, words, count(*)::int as weight
    from (
      select f.facts, array_agg(w.word order by w.word) as words
      from (
        select person_key, place_no, bool_or(special) as special, sum(papers)::int as papers
        from scope_concern group by person_key, place_no
      ) c
      join scope_facts f using (person_key)
      cross join lateral (
        select ((case when c.special then ${number(specialCareBit)} else 0 end) + c.place_no
                + (case when n < c.papers / ${number(papersBits)} then ${number(papersBits)} else c.papers % ${number(papersBits)} end
                   << ${number(papersShift)}))::int as word
        from generate_series(0, greatest(c.papers - 1, 0) / ${number(papersBits)}) n
      ) w
      group by f.person_key, f.facts
    ) person
    group by facts, words
    union all
    select ${number(personFacts.nobody)}, array[p.place_no], sum(p.papers)::int
    from scope_claim_place p
    where not exists (select from scope_party x
                      where x.claim_number = p.claim_number and x.class_no = p.class_no)
    group by p.place_no`);
  await tx.execute(sql`analyze scope_group`);
}

/** A paper that concerns several people is counted with the insured person, else with the first of them. */
async function findWhomTheyConcern(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table scope_party on commit drop as
    with pair as (
      select distinct claim_number, class_no from scope_claim_place
    ), element as (
      select k.class_no, coalesce(e ->> 'of', 'insured') as role,
             bool_or(coalesce((e ->> 'specialCare')::boolean, false)) as special
      from scope_class k
      join document_classes c on c.incident_id = ${incidentId} and c.code = k.code
      cross join lateral jsonb_array_elements(c.elements) e
      group by 1, 2
    ), named as (
      select claim_number, person_key, 'insured' as role from claim where person_key is not null
      union all
      select l.claim_number, coalesce(kept.insured_number, kept.record_key), l.role
      from party_links l
      join people linked on linked.id = l.person_id
      join people kept on kept.id = coalesce(linked.merged_into, linked.id)
      where l.incident_id = ${incidentId} and l.revoked_at is null
    ), concerned as (
      select p.claim_number, p.class_no, n.person_key, bool_or(n.role = 'insured') as is_insured,
             bool_or(coalesce(e.special, false)) as special
      from pair p
      join named n using (claim_number)
      left join element e on e.class_no = p.class_no and e.role = n.role
      where n.role = 'insured' or e.role is not null
      group by p.claim_number, p.class_no, n.person_key
    )
    select *, row_number() over (partition by claim_number, class_no
                                 order by is_insured desc, person_key) = 1 as counts
    from concerned`);
  await tx.execute(sql`analyze scope_party`);
  await tx.execute(sql`
    create temporary table scope_concern on commit drop as
    select x.person_key, p.place_no, x.special, case when x.counts then p.papers else 0 end as papers
    from scope_claim_place p
    join scope_party x on x.claim_number = p.claim_number and x.class_no = p.class_no`);
  await tx.execute(sql`analyze scope_concern`);
}

/** What a letter needs and a count asks for. A live wish not to be written to stands beside the person. */
async function findFacts(tx: Tx, incidentId: string, day: string): Promise<void> {
  const adultAge = adultAgeOn(day);
  await tx.execute(sql`
    create temporary table scope_facts on commit drop as
    with concerned as (select distinct person_key from scope_concern),
    dead_on_a_day_not_understood as (
      select distinct r.id, r.insured_number
      from person_records r join master_imports m on m.id = r.import_id
      where m.incident_id = ${incidentId} and m.state = 'read' and r.warnings @> '[{"field": "deceasedOn"}]'
    ), withheld as (
      select distinct coalesce(wisher.merged_into, wisher.id) as person_id
      from suppressions s join people wisher on wisher.id = s.person_id
      where s.incident_id = ${incidentId} and s.channel in ('letter', 'all') and s.lifted_at is null
    ), known as (
      select coalesce(p.insured_number, p.record_key) as person_key, p.*,
             p.deceased_on is not null or p.bereaved_name is not null
               or p.insured_number in (select insured_number from dead_on_a_day_not_understood)
               or p.leading_record_id in (select id from dead_on_a_day_not_understood) as is_bereaved,
             w.person_id is not null as is_withheld
      from people p
      left join withheld w on w.person_id = p.id
      where p.incident_id = ${incidentId}
    )
    select c.person_key,
           case when coalesce(btrim(k.name), '') <> '' and coalesce(btrim(k.address), '') <> ''
                then ${number(personFacts.writable)} else 0 end
           + case when k.is_withheld then ${number(personFacts.withheld)} else 0 end
           + case when k.is_bereaved then ${number(personFacts.bereaved)} else 0 end
           + case when not k.is_bereaved and k.birth_date > ${day}::date - make_interval(years => ${adultAge})
                  then ${number(personFacts.minor)} else 0 end as facts
    from concerned c join known k using (person_key)`);
  await tx.execute(sql`analyze scope_facts`);
}
