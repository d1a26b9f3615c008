import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedRun } from "./locked-run";
import { mayRelease } from "./rules";
import { ofPrintRun } from "./schema";

/**
 * Lets a rendered run be printed, once, by somebody else than who sealed it. Throws `print-run.not-rendered`,
 * `print-run.own-seal`, `print-run.not-read-back` where a page was not found to be its person's.
 */
export async function releasePrintRun(actor: Actor, input: { printRunId: string }): Promise<void> {
  const by = authorizeStaff(actor, "printRuns.release");
  const { printRunId } = parseInput(ofPrintRun, input);
  await inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const verdict = mayRelease(run, by.staffId);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
    const [unread] = await tx.execute<{ pieces: number }>(sql`
      select count(*)::int as pieces from print_run_letters rl join letters l on l.id = rl.letter_id
      where rl.print_run_id = ${printRunId} and (l.read_back_failed or rl.first_page is null or rl.sha256 is null)`);
    if (unread?.pieces !== 0) throw new NotAllowedNow("print-run.not-read-back", { number: run.number });
    const released = await tx.execute(sql`
      update print_runs set state = 'released', released_by = ${by.staffId}, released_at = clock_timestamp()
      where id = ${printRunId} and state = 'rendered' returning 1`);
    if (released.length !== 1) throw new Conflict("print-run.race");
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.released",
      subject: { type: "print-run", id: printRunId },
      detail: { number: run.number, letters: run.letterCount },
    });
  });
}
