import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { deriveScope } from "@/features/media/tasks";

/** Asks, in this act's own transaction, for the scope to be derived anew, from rows to people. */
export async function deriveAnew(tx: Tx, incidentId: string, because: string): Promise<void> {
  const [asked] = await tx.execute<{ key: string }>(sql`select uuidv7()::text as key`);
  await enqueue(tx, deriveScope, incidentId, [
    { dedupeKey: `${because}:${asked?.key}`, payload: { incidentId } },
  ]);
}
