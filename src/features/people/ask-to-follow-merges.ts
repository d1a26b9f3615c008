import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { followMergesTask } from "./tasks";

/** Asks for what stands downstream to follow who is whom now. Asked for once while one is waiting. */
export async function askToFollowMerges(tx: Tx, incidentId: string): Promise<void> {
  const [state] = await tx.execute<{ waiting: boolean; key: string }>(sql`
    select exists (select from outbox where incident_id = ${incidentId}::text and name = ${followMergesTask.name}
                   and state = 'ready' and attempts = 0) as waiting, uuidv7()::text as key`);
  if (!state || state.waiting) return;
  await enqueue(tx, followMergesTask, incidentId, [{ dedupeKey: state.key, payload: { incidentId } }]);
}
