import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { mayClose } from "./bench/may-close";
import { benchPieces } from "./bench-pieces";
import { countPieces } from "./count-pieces";
import { type LockedRun, lockedRun } from "./locked-run";
import { mayMove } from "./rules";
import { type HandOver, handOverInput } from "./schema";

/**
 * The envelopes went to the post, counted, and somebody took them: the run is closed. Only when nothing is left to
 * explain. Throws `print-run.not-printed`, `print-run.spoils-waiting`, `print-run.on-hold`,
 * `print-run.pieces-behind`, `print-run.stopped-to-pull`, `print-run.count-differs`.
 */
export async function handOverPrintRun(actor: Actor, input: HandOver): Promise<void> {
  const by = authorizeStaff(actor, "printRuns.handOver");
  const { printRunId, count, pulled, to } = parseInput(handOverInput, input);
  await inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const verdict = mayMove("hand-over", run.state);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
    await refuseUnreconciled(tx, run);
    await countPieces(tx, run, "hand-over", { count, pulled });
    const handed = await tx.execute(sql`
      update print_runs set state = 'handed-over', handed_over_by = ${by.staffId}, handed_over_at = clock_timestamp(),
        handed_over_count = ${count}, handed_over_to = ${to}
      where id = ${printRunId} and state = 'printed' returning 1`);
    const letters = await tx.execute(sql`
      update letters set state = 'handed-over', handed_over_at = clock_timestamp() where state = 'printed'
        and id in (select letter_id from print_run_letters where print_run_id = ${printRunId} and stage = 'handed-over')
      returning 1`);
    if (handed.length !== 1 || letters.length !== count) throw new Conflict("print-run.race");
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.handed-over",
      subject: { type: "print-run", id: printRunId },
      detail: { number: run.number, letters: count, pulled },
    });
  });
}

async function refuseUnreconciled(tx: Tx, run: LockedRun): Promise<void> {
  const [waiting] = await tx.execute<{ spoils: number }>(sql`
    select count(*)::int as spoils from spoils where print_run_id = ${run.id} and confirmed_at is null`);
  const verdict = mayClose(await benchPieces(tx, run.id), waiting?.spoils ?? 0);
  if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number, pieces: verdict.pieces });
}
