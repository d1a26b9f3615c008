import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { askToFollow } from "./ask-to-follow";
import { lockedRun } from "./locked-run";
import { mayMove } from "./rules";
import { ofPrintRun } from "./schema";

/**
 * Gives back the letters of a run that has no PDF and will get none: one that is still open, or whose rendering has
 * given up. They can be planned again, or withdrawn with their words. Throws `print-run.not-failed`.
 */
export async function takeApartRun(
  actor: Actor,
  input: { printRunId: string },
): Promise<{ letters: number }> {
  const by = authorizeStaff(actor, "printRuns.takeApart");
  const { printRunId } = parseInput(ofPrintRun, input);
  return inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const givenUp = await tx.execute(sql`
      update outbox set state = 'cancelled'
      where dedupe_key = ${`render-print-run:${printRunId}`} and state = 'dead' returning 1`);
    if (!mayMove("take-apart", run.state).ok || (run.state === "sealed" && givenUp.length === 0))
      throw new NotAllowedNow("print-run.not-failed");
    const letters = await tx.execute(sql`
      with gone as (delete from print_run_letters where print_run_id = ${printRunId} returning letter_id)
      update letters l set state = 'generated' from gone where l.id = gone.letter_id and l.state = 'in-run' returning 1`);
    await tx.execute(sql`delete from print_runs where id = ${printRunId}`);
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.taken-apart",
      subject: { type: "print-run", id: printRunId },
      detail: { number: run.number, letters: letters.length },
    });
    await askToFollow(tx, run.incidentId, printRunId);
    return { letters: letters.length };
  });
}
