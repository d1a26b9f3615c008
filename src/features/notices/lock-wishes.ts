import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Wishes of an incident are made and ended one after the other, or each would miss the other and somebody would be
 * owed against the one that stands. Not by the incident's row: whoever is on the telephone does not wait for letters
 * that are being written.
 */
export async function lockWishes(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('wishes ' || ${incidentId}::text, 0))`);
}
