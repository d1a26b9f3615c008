import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** Ends these pieces of a run: nobody gets them, their letters are void. Returns how many ended now. */
export async function voidPieces(tx: Tx, printRunId: string, sequences: readonly number[]): Promise<number> {
  if (sequences.length === 0) return 0;
  const ended = await tx.execute(sql`
    with ended as (
      update print_run_letters set stage = 'void', stage_at = clock_timestamp()
      where print_run_id = ${printRunId} and stage <> 'void'
        and sequence in (select value::int from jsonb_array_elements_text(${JSON.stringify(sequences)}::jsonb))
      returning letter_id)
    update letters l set state = 'void', held_for = null from ended where l.id = ended.letter_id returning 1`);
  return ended.length;
}
