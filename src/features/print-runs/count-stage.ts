import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { countPieces } from "./count-pieces";
import { lockedRun } from "./locked-run";
import { onTheBench } from "./rules";
import { type CountStage, countStageInput, type PrintRunState, type StageCounts } from "./schema";
import { settleRun } from "./settle-run";

/**
 * A house without a scanner counts the whole run at a station. Throws `print-run.not-released`,
 * `print-run.already-handed-over`, `print-run.not-printed`, `print-run.count-differs`, `print-run.stopped-to-pull`.
 */
export async function countStage(
  actor: Actor,
  input: CountStage,
): Promise<{ counts: StageCounts; runState: PrintRunState }> {
  const by = authorizeStaff(actor, "bench.countStage");
  const { printRunId, station, count, pulled } = parseInput(countStageInput, input);
  return inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const verdict = onTheBench(run.state);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
    await countPieces(tx, run, station, { count, pulled });
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.counted",
      subject: { type: "print-run", id: run.id },
      detail: { number: run.number, station, letters: count, pulled },
    });
    const { state, counts } = await settleRun(tx, by.staffId, run);
    return { counts, runState: state };
  });
}
