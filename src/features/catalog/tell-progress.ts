import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { announceChange } from "@/db/record-event";
import type { MeasuredPace } from "@/lib/reading-progress";

export type HowFar = { bytesRead: number; rows: number; pace: MeasuredPace | null };

/** Writes down how far the reading of an import is, for every screen there is or will be opened. */
export async function tellProgress(
  tx: Tx,
  table: "catalog_imports" | "master_imports",
  { id, incidentId }: { id: string; incidentId: string },
  { bytesRead, rows, pace }: HowFar,
): Promise<void> {
  await tx.execute(sql`
    update ${sql.identifier(table)}
    set bytes_read = ${bytesRead}::bigint, rows_read = ${rows}::bigint, told_at = clock_timestamp(),
        pace = ${pace === null ? null : JSON.stringify(pace)}::jsonb
    where id = ${id} and state = 'reading'`);
  await announceChange(tx, incidentId);
}
