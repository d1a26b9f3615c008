import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { EventActor } from "@/db/record-event";
import type { LockedRun } from "./locked-run";
import type { SpoilReason } from "./schema";

/**
 * These pieces of a run are spoiled and pass no station any more; a second person is asked. What already is spoiled
 * or void is left as it is. Returns the places and ids of what was reported now.
 */
export async function markSpoiled(
  tx: Tx,
  by: EventActor & { kind: "staff" },
  run: LockedRun,
  sequences: readonly number[],
  reason: SpoilReason,
): Promise<{ id: string; sequence: number }[]> {
  if (sequences.length === 0) return [];
  const reported = await tx.execute<{ id: string; sequence: number }>(sql`
    with marked as (
      update print_run_letters set stage = 'spoiled', stage_at = clock_timestamp()
      where print_run_id = ${run.id} and stage not in ('spoiled', 'void')
        and sequence in (select value::int from jsonb_array_elements_text(${JSON.stringify(sequences)}::jsonb))
      returning letter_id, sequence),
    told as (
      insert into spoils (incident_id, print_run_id, letter_id, reason, reported_by)
      select ${run.incidentId}, ${run.id}, letter_id, ${reason}, ${by.staffId} from marked returning id, letter_id)
    select told.id, marked.sequence from told join marked using (letter_id) order by marked.sequence`);
  return [...reported];
}
