import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { mostLettersInRun } from "./rules";

type Reprint = { printRunId: string; number: number };

/**
 * Puts letters that take another's place into the open reprint run of their words, or into a new one where there is
 * none or it is full, in the order of the post. The incident's row is locked, so that numbers are given once.
 */
export async function placeInReprintRuns(
  tx: Tx,
  incidentId: string,
  letterTemplateId: string,
  letterIds: readonly string[],
): Promise<Reprint[]> {
  const used: Reprint[] = [];
  let left = [...letterIds];
  while (left.length > 0) {
    const run = await reprintRunWithRoom(tx, incidentId, letterTemplateId);
    const placed = left.slice(0, mostLettersInRun - run.letters);
    left = left.slice(placed.length);
    await tx.execute(sql`
      insert into print_run_letters (print_run_id, sequence, letter_id)
      select ${run.printRunId}, ${run.letters} + o.place, o.id::uuid
      from jsonb_array_elements_text(${JSON.stringify(placed)}::jsonb) with ordinality as o(id, place)`);
    await tx.execute(sql`
      update print_runs set letter_count = letter_count + ${placed.length} where id = ${run.printRunId}`);
    await orderForPost(tx, run.printRunId);
    used.push({ printRunId: run.printRunId, number: run.number });
  }
  return used;
}

async function reprintRunWithRoom(tx: Tx, incidentId: string, letterTemplateId: string) {
  type Room = Reprint & { letters: number };
  const [open] = await tx.execute<Room>(sql`
    select id as "printRunId", number, letter_count as letters from print_runs
    where incident_id = ${incidentId} and letter_template_id = ${letterTemplateId} and kind = 'reprint'
      and state = 'open' and letter_count < ${mostLettersInRun} order by number limit 1 for update`);
  if (open) return open;
  const [made] = await tx.execute<Room>(sql`
    insert into print_runs (incident_id, letter_template_id, kind, number, letter_count)
    select ${incidentId}, ${letterTemplateId}, 'reprint',
           1 + coalesce((select max(number) from print_runs where incident_id = ${incidentId}), 0), 0
    returning id as "printRunId", number, letter_count as letters`);
  return made as Room;
}

/** Two steps, because no two pieces may share a place even for a moment. */
async function orderForPost(tx: Tx, printRunId: string): Promise<void> {
  await tx.execute(sql`update print_run_letters set sequence = -sequence where print_run_id = ${printRunId}`);
  await tx.execute(sql`
    update print_run_letters rl set sequence = o.place
    from (select p.letter_id, row_number() over (order by l.postcode nulls last, l.id) as place
          from print_run_letters p join letters l on l.id = p.letter_id where p.print_run_id = ${printRunId}) o
    where rl.print_run_id = ${printRunId} and rl.letter_id = o.letter_id`);
}
