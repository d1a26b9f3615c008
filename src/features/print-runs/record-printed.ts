import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { countPieces } from "./count-pieces";
import { lockedRun } from "./locked-run";
import { mayMove } from "./rules";
import { type RecordPrinted, recordPrintedInput } from "./schema";
import { settleRun } from "./settle-run";

/**
 * The run came out of the printer, and this many letters were counted. With pieces on hold the run waits for them.
 * Throws `print-run.not-released`, `print-run.count-differs`, `print-run.stopped-to-pull`.
 */
export async function recordPrinted(actor: Actor, input: RecordPrinted): Promise<void> {
  const by = authorizeStaff(actor, "printRuns.recordPrinted");
  const { printRunId, count, pulled } = parseInput(recordPrintedInput, input);
  await inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const verdict = mayMove("record-printed", run.state);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
    await countPieces(tx, run, "print", { count, pulled });
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.counted",
      subject: { type: "print-run", id: run.id },
      detail: { number: run.number, station: "print", letters: count, pulled },
    });
    await settleRun(tx, by.staffId, run);
  });
}
