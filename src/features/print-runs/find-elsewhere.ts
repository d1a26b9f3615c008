import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { ReadCode } from "./bench/judge-scan";

/** A piece that is in another run than the one on the bench. `ended`: it must be destroyed, and why. */
export type Elsewhere = {
  inRun: { code: string; number: number };
  ended: "spoiled" | "cancelled" | "replaced" | null;
};

/** The runs in which pieces are whose codes were read, by the key each code was given; what no run has is left out. */
export async function findElsewhere(
  db: Queryable,
  reads: readonly { key: number; read: ReadCode }[],
): Promise<Map<number, Elsewhere>> {
  if (reads.length === 0) return new Map();
  const asked = JSON.stringify(reads.map(({ key, read }) => ({ key, ...read })));
  type Row = { key: number; code: string; number: number; ended: Elsewhere["ended"] };
  const found = await db.execute<Row>(sql`
    with asked as materialized (
      select * from jsonb_to_recordset(${asked}::jsonb) as a(
        key int, "by" text, "runCode" text, sequence int, generation int, "inquiryNumber" text)),
    placed as (
      select a.key, a.generation, rl.* from asked a join print_runs r on r.code = a."runCode"
      join print_run_letters rl on rl.print_run_id = r.id and rl.sequence = a.sequence where a."by" = 'sheet'
      union all
      select a.key, null, rl.* from asked a join letters l on l.inquiry_number = a."inquiryNumber"
      join print_run_letters rl on rl.letter_id = l.id where a."by" = 'number')
    select p.key, r.code, r.number, case when p.stage = 'spoiled' then 'spoiled' when p.stage = 'void' or l.state = 'void' then 'cancelled'
      when p.generation < l.generation then 'replaced' end as ended
    from placed p join letters l on l.id = p.letter_id join print_runs r on r.id = p.print_run_id
    where coalesce(p.generation, 0) <= l.generation`);
  return new Map(
    found.map(({ key, code, number, ended }) => [Number(key), { inRun: { code, number }, ended }]),
  );
}
