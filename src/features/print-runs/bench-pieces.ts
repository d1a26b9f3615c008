import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { BenchPiece } from "./bench/judge-scan";
import { heldOf, isHeld } from "./queries";

/** Every piece of a run (at most 500) as the bench knows it, in order. */
export async function benchPieces(db: Queryable, printRunId: string): Promise<BenchPiece[]> {
  const rows = await db.execute<BenchPiece>(sql`
    with ${heldOf(sql`(select incident_id from print_runs where id = ${printRunId})`)}
    select rl.sequence, rl.letter_id as "letterId", l.generation, l.inquiry_number as "inquiryNumber", rl.stage,
      rl.stage_by as "stageBy",
      n.state = 'owed' as owed, ${isHeld} as "onHold"
    from print_run_letters rl join letters l on l.id = rl.letter_id join notices n on n.id = l.notice_id
    where rl.print_run_id = ${printRunId} order by rl.sequence`);
  return [...rows];
}
