import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { incidentChannel } from "@/db/record-event";
import type { MeasuredPace } from "@/lib/reading-progress";

export type HowFar = { bytesRead: number; rows: number; pace: MeasuredPace | null };

/**
 * Writes down how far the reading of an import is, for every screen there is or will be opened. One statement, no
 * transaction: a process that is stopped in the middle leaves no lock behind.
 */
export async function tellProgress(
  db: Queryable,
  table: "catalog_imports" | "master_imports",
  { id, incidentId }: { id: string; incidentId: string },
  { bytesRead, rows, pace }: HowFar,
): Promise<void> {
  await db.execute(sql`
    with told as (
      update ${sql.identifier(table)}
      set bytes_read = ${bytesRead}::bigint, rows_read = ${rows}::bigint, told_at = clock_timestamp(),
          pace = ${pace === null ? null : JSON.stringify(pace)}::jsonb
      where id = ${id} and state = 'reading'
      returning 1
    )
    select pg_notify(${incidentChannel}, ${incidentId}) from told`);
}
