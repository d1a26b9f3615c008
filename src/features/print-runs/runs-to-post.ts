import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { RunToPost } from "./postage/schema";

/** Printed runs that are on no acceptance sheet yet; `ready` once every piece that goes is sealed or handed over. */
export async function runsToPost(db: Queryable, incidentId: string): Promise<RunToPost[]> {
  const rows = await db.execute<RunToPost>(sql`
    select id as "printRunId", number, code, sealed_pieces + handed_over_pieces as pieces,
      pending_count + printed_pieces + inserted_pieces = 0 and sealed_pieces + handed_over_pieces > 0 as ready
    from print_runs where incident_id = ${incidentId} and state in ('printed', 'handed-over') and posting_id is null
    order by number`);
  return [...rows];
}
