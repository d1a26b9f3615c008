import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { discardRowsTask } from "./tasks";

/** After a derivation nothing was derived from imports that count no more: their rows can be discarded. */
export async function askToDiscardRows(tx: Tx, incidentId: string): Promise<void> {
  const left = await tx.execute<{ id: string }>(sql`
    select id from catalog_imports
    where incident_id = ${incidentId} and state in ('withdrawn', 'replaced') and rows_written > 0`);
  await enqueue(
    tx,
    discardRowsTask,
    incidentId,
    left.map(({ id }) => ({ dedupeKey: id, payload: { importId: id } })),
  );
}
