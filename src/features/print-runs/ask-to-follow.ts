import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { followListTask } from "@/features/lists/tasks";

/** Letters that were fixed in a run are free again: they may say what the approved list no longer does. */
export async function askToFollow(tx: Tx, incidentId: string, printRunId: string): Promise<void> {
  const [list] = await tx.execute<{ id: string }>(sql`
    select id from affected_lists where incident_id = ${incidentId} and state = 'approved'`);
  if (!list) return;
  const dedupeKey = `${list.id}:${printRunId}`;
  await enqueue(tx, followListTask, incidentId, [{ dedupeKey, payload: { listId: list.id } }]);
}
