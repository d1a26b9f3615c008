import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Until the transaction ends, nobody else derives this incident's scope, and no import of it becomes readable in
 * the middle of a derivation.
 */
export async function lockDerivation(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`derive-scope:${incidentId}`}, 0))`);
}
