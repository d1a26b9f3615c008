import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { followListTask } from "@/features/lists/tasks";

/**
 * Letters that were fixed in a run are free again: they may say what the approved list no longer does. `freed` is the
 * id of what freed them: the run, the letter that came back.
 */
export async function askToFollow(tx: Tx, incidentId: string, freed: string): Promise<void> {
  const [list] = await tx.execute<{ id: string }>(sql`
    select id from affected_lists where incident_id = ${incidentId} and state = 'approved'`);
  if (!list) return;
  const dedupeKey = `${list.id}:${freed}`;
  await enqueue(tx, followListTask, incidentId, [{ dedupeKey, payload: { listId: list.id } }]);
}
