import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { canonicalRows } from "./queries";
import { type FreezeList, freezeListInput } from "./schema";

async function fillList(tx: Tx, incidentId: string, day: string, staffId: string): Promise<string> {
  const [list] = await tx.execute<{ id: string }>(sql`
    with listed as materialized (${canonicalRows(incidentId, day)}),
    ordered as (
      select coalesce(string_agg(encode(sha256(convert_to(canonical, 'UTF8')), 'hex'), ''
               order by place collate "C"), '') as text,
             count(*)::int as people, coalesce(sum(documents), 0)::int as documents
      from listed),
    frozen as (
      insert into affected_lists (incident_id, version, people_count, document_count, content_hash, frozen_by)
      select ${incidentId}, coalesce((select max(version) from affected_lists where incident_id = ${incidentId}), 0) + 1,
             people, documents, encode(sha256(convert_to(text, 'UTF8')), 'hex'), ${staffId}
      from ordered returning id),
    filled as (
      insert into affected_people (list_id, person_id, addressee, canonical)
      select frozen.id, person_id, addressee, canonical from listed, frozen)
    select id from frozen`);
  if (!list) throw new Conflict("list.race");
  return list.id;
}

/**
 * Freezes who is affected now as the next version of the list, hashed, for a second person to decide on.
 * Throws `list.nobody` (no one is affected), `list.already-frozen` (a version waits for its decision),
 * `list.work-running` (an import or a derivation is not finished), `list.work-gave-up` (the last derivation failed
 * for good: people may be missing).
 */
export async function freezeList(actor: Actor, input: FreezeList): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "lists.freeze");
  const { incidentId } = parseInput(freezeListInput, input);
  return inTransaction(async (tx) => {
    const [incident] = await tx.execute<{ discovered_on: string }>(
      sql`select discovered_on::text from incidents where id = ${incidentId} for update`,
    );
    if (!incident) throw new NotFound("incident.unknown");
    await refuseWhileWorkRuns(tx, incidentId);
    const listId = await fillList(tx, incidentId, incident.discovered_on, by.staffId);
    await tx.execute(sql`analyze affected_people`);
    const [list] = await tx.execute<{ people_count: number; version: number }>(
      sql`select people_count, version from affected_lists where id = ${listId}`,
    );
    if (!list || list.people_count === 0) throw new NotAllowedNow("list.nobody");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "list.frozen",
      subject: { type: "affected-list", id: listId },
      detail: { version: list.version, people: list.people_count },
    });
    return { id: listId };
  });
}

async function refuseWhileWorkRuns(tx: Tx, incidentId: string): Promise<void> {
  const [now] = await tx.execute<{ waiting: boolean; running: boolean; gave_up: boolean }>(sql`
    select exists (select from affected_lists where incident_id = ${incidentId} and state = 'frozen') as waiting,
      exists (select from catalog_imports where incident_id = ${incidentId} and state in ('queued', 'reading'))
      or exists (select from master_imports where incident_id = ${incidentId} and state in ('queued', 'reading'))
      or exists (select from document_indexes where incident_id = ${incidentId} and state in ('queued', 'reading'))
      or exists (select from outbox where incident_id = ${incidentId}::text and name = 'derive-scope'
                 and state in ('ready', 'running')) as running,
      coalesce((select state from outbox where incident_id = ${incidentId}::text and name = 'derive-scope'
                order by id desc limit 1) = 'dead', false) as gave_up`);
  if (now?.waiting) throw new NotAllowedNow("list.already-frozen");
  if (now?.running) throw new NotAllowedNow("list.work-running");
  if (now?.gave_up) throw new NotAllowedNow("list.work-gave-up");
}
