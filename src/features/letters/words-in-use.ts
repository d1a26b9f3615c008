import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";

/** How many templates of the incident are put forward or approved. */
export async function wordsInUse(db: Queryable, incidentId: string): Promise<number> {
  const [row] = await db.execute<{ live: number }>(sql`
    select count(*)::int as live from letter_templates
    where incident_id = ${incidentId} and state <> 'withdrawn'`);
  return row?.live ?? 0;
}
