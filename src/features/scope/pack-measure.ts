import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { factsShift, personBit, personFacts } from "./what-if/measure-words";

/** Numbers from code, written into the query: as parameters each use would be another one. */
const number = (value: number) => sql.raw(String(value));

/** Words in one stored part: 8 MB. */
const wordsAPart = 2 * 1024 * 1024;

export type PackedMeasure = { copies: number; places: number; people: number };

/**
 * Writes copies, places and groups as words (see `what-if/measure-words.ts`) into the incident's parts, in the
 * order in which they are read. The database packs them: none of it passes through this process.
 */
export async function packMeasure(tx: Tx, incidentId: string, jobs: number): Promise<PackedMeasure> {
  await tx.execute(sql`
    create temporary table scope_word on commit drop as
    select row_number() over (order by section, number, at) - 1 as n, word
    from (
      select 0 as section, copy_no::bigint as number, said.at, said.word
      from scope_copy c
      cross join lateral (values (0::bigint, (c.code / 2 / ${number(jobs)})::int),
                                 (1::bigint, ((c.code / 2) % ${number(jobs)} * 2 + c.code % 2)::int)) said(at, word)
      union all
      select 1, l.place_no, said.at, said.word
      from scope_place l
      cross join lateral (
        select 0::bigint, l.day_no union all select 1, l.class_no union all select 2, cardinality(l.codes)
        union all
        select 2 + code.at, c.copy_no
        from unnest(l.codes) with ordinality code(code, at) join scope_copy c on c.code = code.code
      ) said(at, word)
      union all
      select 2, g.number, said.at, said.word
      from (select *, row_number() over (order by (facts & ${number(personFacts.nobody)}) desc, words, facts) as number
            from scope_group) g
      cross join lateral unnest(array[(g.facts::bigint << ${number(factsShift)} | g.weight) - ${number(personBit)}]::int[]
                                || g.words) with ordinality said(word, at)
    ) packed`);
  await tx.execute(sql`delete from scope_measure_parts where incident_id = ${incidentId}`);
  await tx.execute(sql`
    insert into scope_measure_parts (incident_id, part, content)
    select ${incidentId}, (n / ${number(wordsAPart)})::smallint, string_agg(int4send(word), ''::bytea order by n)
    from scope_word group by n / ${number(wordsAPart)}`);
  const [packed] = await tx.execute<PackedMeasure>(sql`
    select (select count(*)::int from scope_copy) as copies, (select count(*)::int from scope_place) as places,
           (select coalesce(sum(weight), 0)::int from scope_group where facts & ${number(personFacts.nobody)} = 0) as people`);
  return packed ?? { copies: 0, places: 0, people: 0 };
}
