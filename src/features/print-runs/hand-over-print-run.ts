import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedRun } from "./locked-run";
import { mayCount, mayMove } from "./rules";
import { type HandOver, handOverInput } from "./schema";

/**
 * The envelopes went to the post, counted, and somebody took them. Throws `print-run.not-printed`,
 * `print-run.count-differs`.
 */
export async function handOverPrintRun(actor: Actor, input: HandOver): Promise<void> {
  const by = authorizeStaff(actor, "printRuns.handOver");
  const { printRunId, count, to } = parseInput(handOverInput, input);
  await inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    for (const verdict of [mayMove("hand-over", run.state), mayCount(count, run.letterCount)]) {
      if (!verdict.ok)
        throw new NotAllowedNow(verdict.because, { counted: count, expected: run.letterCount });
    }
    const handed = await tx.execute(sql`
      update print_runs set state = 'handed-over', handed_over_by = ${by.staffId}, handed_over_at = clock_timestamp(),
        handed_over_count = ${count}, handed_over_to = ${to}
      where id = ${printRunId} and state = 'printed' returning 1`);
    const letters = await tx.execute(sql`
      update letters set state = 'handed-over', handed_over_at = clock_timestamp() where state = 'printed'
        and id in (select letter_id from print_run_letters where print_run_id = ${printRunId}) returning 1`);
    if (handed.length !== 1 || letters.length !== count) throw new Conflict("print-run.race");
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.handed-over",
      subject: { type: "print-run", id: printRunId },
      detail: { number: run.number, letters: count },
    });
  });
}
