import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { Preflight } from "./schema";
import { preflightLettersTask } from "./tasks";

/** How far the look at every letter of exactly a template's (`t`) words is, in SQL. */
export const preflightState = sql`case
  when exists (select from letter_preflights p where p.letter_template_id = t.id and p.state = 'done'
               and p.content_hash = t.content_hash) then 'done'
  when exists (select from letter_preflights p where p.letter_template_id = t.id and p.state = 'asked' and not exists (
               select from outbox o where o.dedupe_key = ${`${preflightLettersTask.name}:`} || p.id::text
                 and o.state in ('dead', 'cancelled'))) then 'asked'
  else 'none' end`;

/** The latest look at each template that is not withdrawn. */
export async function preflightsOf(db: Queryable, incidentId: string): Promise<Preflight[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select distinct on (p.letter_template_id) p.*, exists (
      select from outbox o where o.dedupe_key = ${`${preflightLettersTask.name}:`} || p.id::text and o.state = 'dead') as given_up
    from letter_preflights p join letter_templates t on t.id = p.letter_template_id and t.state <> 'withdrawn'
    where p.incident_id = ${incidentId} order by p.letter_template_id, p.asked_at desc, p.id desc`);
  const number = (value: unknown) => (value === null ? null : Number(value));
  return rows.map((row) => ({
    id: String(row.id),
    letterTemplateId: String(row.letter_template_id),
    contentHash: String(row.content_hash),
    state: row.state as Preflight["state"],
    expected: number(row.expected),
    looked: Number(row.looked),
    people: number(row.people),
    refused: number(row.refused),
    figures: row.figures as Preflight["figures"],
    askedAt: new Date(String(row.asked_at)),
    doneAt: row.done_at ? new Date(String(row.done_at)) : null,
    givenUp: Boolean(row.given_up),
  }));
}
