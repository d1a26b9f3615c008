import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { printForm } from "@/lib/japan/print-form";
import { refusedIn } from "./refused-characters";
import { type RefusedPeopleAsked, type RefusedPerson, refusedPageSize } from "./schema";

/** Whose letters a character keeps from being printed, a page after `afterPersonId`. */
export async function refusedPeople(db: Queryable, asked: RefusedPeopleAsked): Promise<RefusedPerson[]> {
  const after = asked.afterPersonId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await db.execute<Record<string, unknown>>(sql`
    with whose as (
      select person_id, array_agg(distinct field order by field) as fields, bool_or(held) as held
      from (${refusedIn(asked.incidentId)}) refused
      where code_point = ${asked.codePoint} and person_id > ${after}
      group by person_id order by person_id limit ${refusedPageSize})
    select w.*, a.canonical::jsonb as said
    from whose w
    join notices n on n.incident_id = ${asked.incidentId} and n.person_id = w.person_id and n.channel = 'letter'
    join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    order by w.person_id`);
  return rows.map((row) => {
    const said = row.said as { name: string | null; kana: string | null; address: string | null };
    return {
      personId: String(row.person_id),
      name: printForm(said.name ?? ""),
      kana: printForm(said.kana ?? ""),
      address: printForm(said.address ?? ""),
      fields: row.fields as string[],
      held: Boolean(row.held),
    };
  });
}
