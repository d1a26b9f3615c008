import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { bundleOf } from "./postage/rules";
import type { RunBundle } from "./postage/schema";

/** The bundles of a run for the post, in the order in which they lie: which district, how many, from which piece to which. */
export async function runBundles(db: Queryable, printRunId: string): Promise<RunBundle[]> {
  const rows = await db.execute<{ postcode: string | null; pieces: number; first: number; last: number }>(sql`
    select min(l.postcode) as postcode, count(*)::int as pieces, min(p.sequence) as first, max(p.sequence) as last
    from print_run_letters p join letters l on l.id = p.letter_id
    where p.print_run_id = ${printRunId} and p.stage not in ('spoiled', 'void')
    group by left(l.postcode, 3) order by min(p.sequence)`);
  return rows.map((row) => ({
    ...bundleOf(row.postcode),
    pieces: Number(row.pieces),
    firstSequence: Number(row.first),
    lastSequence: Number(row.last),
  }));
}
