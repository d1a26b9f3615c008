import { sql } from "drizzle-orm";
import { taskChannel } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedRun } from "./locked-run";
import { ofPrintRun } from "./schema";

/** Asks again for the PDF of a sealed run whose rendering has given up. Throws `print-run.not-failed`. */
export async function retryRendering(actor: Actor, input: { printRunId: string }): Promise<void> {
  const by = authorizeStaff(actor, "printRuns.retryRendering");
  const { printRunId } = parseInput(ofPrintRun, input);
  await inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const revived = await tx.execute(sql`
      update outbox set state = 'ready', attempts = 0, next_at = clock_timestamp(), dispatched_at = null
      where dedupe_key = ${`render-print-run:${printRunId}`} and state = 'dead'
      returning pg_notify(${taskChannel}, '')`);
    if (run.state !== "sealed" || revived.length === 0) throw new NotAllowedNow("print-run.not-failed");
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.retried",
      subject: { type: "print-run", id: printRunId },
      detail: { number: run.number },
    });
  });
}
