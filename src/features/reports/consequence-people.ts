import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { consequencePairs } from "./consequences-of";
import { consequenceOf, type PaperStage, type PersonChange, paperStages, personChanges } from "./rules";
import { type ConsequencePeopleAsked, type ConsequencePerson, consequencePageSize } from "./schema";

/** Who they are for whom a version has one consequence, in person order, a page after `afterPersonId`. */
export async function consequencePeople(
  db: Queryable,
  asked: ConsequencePeopleAsked,
): Promise<ConsequencePerson[]> {
  const pairs = personChanges.flatMap((change) =>
    paperStages
      .filter((stage) => consequenceOf(change, stage) === asked.consequence)
      .map((stage) => sql`(${change}::text, ${stage}::text)`),
  );
  const after = asked.afterPersonId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await db.execute<Record<string, unknown>>(sql`
    select person_id, change, stage, said::jsonb ->> 'name' as name, said::jsonb ->> 'kana' as kana
    from (${consequencePairs(asked.listId)}) x
    where person_id > ${after} and (change, stage) in (${sql.join(pairs, sql`, `)})
    order by person_id limit ${consequencePageSize}`);
  return rows.map((row) => ({
    personId: String(row.person_id),
    name: String(row.name ?? ""),
    kana: String(row.kana ?? ""),
    change: row.change as PersonChange,
    stage: row.stage as PaperStage,
  }));
}
