import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { preflightLettersTask } from "./tasks";

type Asked = { incidentId: string; letterTemplateId: string; contentHash: string; staffId: string };

/** Asks for a look at every letter of a template; where one is under way already, that one. */
export async function requestPreflight(tx: Tx, asked: Asked): Promise<{ id: string }> {
  const [underWay] = await tx.execute<{ id: string }>(sql`
    select p.id from letter_preflights p
    where p.letter_template_id = ${asked.letterTemplateId} and p.state = 'asked' and not exists (
      select from outbox o where o.dedupe_key = ${`${preflightLettersTask.name}:`} || p.id::text and o.state in ('dead', 'cancelled'))`);
  if (underWay) return underWay;
  const [made] = await tx.execute<{ id: string }>(sql`
    insert into letter_preflights (incident_id, letter_template_id, content_hash, asked_by)
    values (${asked.incidentId}, ${asked.letterTemplateId}, ${asked.contentHash}, ${asked.staffId}) returning id`);
  const id = made?.id ?? "";
  await enqueue(tx, preflightLettersTask, asked.incidentId, [
    { dedupeKey: id, payload: { preflightId: id } },
  ]);
  return { id };
}
