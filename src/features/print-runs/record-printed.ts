import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedRun } from "./locked-run";
import { mayCount, mayMove } from "./rules";
import { type RecordPrinted, recordPrintedInput } from "./schema";

/**
 * The run came out of the printer, and this many letters were counted. Throws `print-run.not-rendered`,
 * `print-run.count-differs`.
 */
export async function recordPrinted(actor: Actor, input: RecordPrinted): Promise<void> {
  const by = authorizeStaff(actor, "printRuns.recordPrinted");
  const { printRunId, count } = parseInput(recordPrintedInput, input);
  await inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    for (const verdict of [mayMove("record-printed", run.state), mayCount(count, run.letterCount)]) {
      if (!verdict.ok)
        throw new NotAllowedNow(verdict.because, { counted: count, expected: run.letterCount });
    }
    const printed = await tx.execute(sql`
      update print_runs set state = 'printed', printed_by = ${by.staffId}, printed_at = clock_timestamp(), printed_count = ${count}
      where id = ${printRunId} and state = 'rendered' returning 1`);
    const letters = await tx.execute(sql`
      update letters set state = 'printed' where state = 'in-run'
        and id in (select letter_id from print_run_letters where print_run_id = ${printRunId}) returning 1`);
    if (printed.length !== 1 || letters.length !== count) throw new Conflict("print-run.race");
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.printed",
      subject: { type: "print-run", id: printRunId },
      detail: { number: run.number, letters: count },
    });
  });
}
