import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Takes letters out of a run that is not printed yet and counts it again. `which` is a condition on `l`
 * (letters) and `n` (their notice); what was cancelled stays void. Returns how many left and how many stay.
 */
export async function dropLetters(
  tx: Tx,
  printRunId: string,
  which: SQL,
  into: "void" | "held" | "generated",
  heldFor: SQL = sql`null`,
): Promise<{ dropped: number; left: number }> {
  const dropped = await tx.execute(sql`
    with gone as (
      delete from print_run_letters rl using letters l, notices n
      where rl.print_run_id = ${printRunId} and l.id = rl.letter_id and n.id = l.notice_id and (${which})
      returning rl.letter_id)
    update letters l set state = case when l.state = 'void' then 'void' else ${into} end,
      held_for = case when l.state = 'void' then null else ${heldFor}::jsonb end
    from gone where l.id = gone.letter_id returning 1`);
  const [count] = await tx.execute<{ letters: number }>(sql`
    update print_runs set letter_count = (select count(*) from print_run_letters where print_run_id = ${printRunId})
    where id = ${printRunId} returning letter_count as letters`);
  return { dropped: dropped.length, left: Number(count?.letters ?? 0) };
}
