import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { type EventActor, recordEvent } from "@/db/record-event";
import { variantOf } from "@/features/letters/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { closeGaps } from "./close-gaps";
import { dissolveRun } from "./dissolve-run";
import { dropLetters } from "./drop-letters";
import { lockedRun } from "./locked-run";
import { onHold } from "./queries";
import { mayMove } from "./rules";
import { type PrintRunIds, printRunsInput } from "./schema";
import { renderPrintRunTask } from "./tasks";

/** Somebody asked for larger print or English after the letter (`l`) was made. */
const madeOtherwise = sql`exists (
  select from letter_templates t where t.id = l.letter_template_id and t.variant <> ${variantOf})`;

type Colleague = EventActor & { kind: "staff" };

/** Seals one run; false where nobody was left in it. */
async function sealOne(tx: Tx, by: Colleague, printRunId: string): Promise<boolean> {
  const run = await lockedRun(tx, printRunId);
  const verdict = mayMove("seal", run.state);
  if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
  const { dropped } = await dropLetters(tx, printRunId, sql`n.state <> 'owed' or ${madeOtherwise}`, "void");
  const { dropped: onHoldNow, left } = await dropLetters(
    tx,
    printRunId,
    onHold(sql`rl.print_run_id`),
    "generated",
  );
  if (left === 0) {
    await dissolveRun(tx, by, run, { dropped, onHold: onHoldNow });
    return false;
  }
  if (dropped + onHoldNow > 0) await closeGaps(tx, printRunId);
  const sealed = await tx.execute(sql`
    update print_runs set state = 'sealed', sealed_by = ${by.staffId}, sealed_at = clock_timestamp()
    where id = ${printRunId} and state = 'open' returning 1`);
  if (sealed.length !== 1) throw new Conflict("print-run.race");
  await recordEvent(tx, {
    incidentId: run.incidentId,
    actor: by,
    action: "print-run.sealed",
    subject: { type: "print-run", id: printRunId },
    detail: { number: run.number, letters: left, dropped, onHold: onHoldNow },
  });
  await enqueue(tx, renderPrintRunTask, run.incidentId, [{ dedupeKey: printRunId, payload: { printRunId } }]);
  return true;
}

/**
 * Fixes which letters are in each run and in which order, leaves out whoever must no longer be written to and
 * whoever is on hold (their letters wait to be planned again), and asks for the PDFs. All of the runs or none; a run in which nobody is left is dissolved. Throws
 * `print-run.not-open`.
 */
export async function sealPrintRuns(
  actor: Actor,
  input: PrintRunIds,
): Promise<{ sealed: number; dissolved: number }> {
  const by = authorizeStaff(actor, "printRuns.seal");
  const { printRunIds } = parseInput(printRunsInput, input);
  const runs = [...new Set(printRunIds)].sort();
  return inTransaction(async (tx) => {
    let sealed = 0;
    for (const printRunId of runs) if (await sealOne(tx, by, printRunId)) sealed += 1;
    return { sealed, dissolved: runs.length - sealed };
  });
}
