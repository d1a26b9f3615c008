import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Numbers the pieces of a run from 1 again, in their order. Only before the numbers are printed on the sheets.
 * Two steps, because the primary key does not let two pieces share a place even for a moment.
 */
export async function closeGaps(tx: Tx, printRunId: string): Promise<void> {
  await tx.execute(sql`update print_run_letters set sequence = -sequence where print_run_id = ${printRunId}`);
  await tx.execute(sql`
    update print_run_letters rl set sequence = o.place
    from (select letter_id, row_number() over (order by sequence desc) as place
          from print_run_letters where print_run_id = ${printRunId}) o
    where rl.print_run_id = ${printRunId} and rl.letter_id = o.letter_id`);
}
