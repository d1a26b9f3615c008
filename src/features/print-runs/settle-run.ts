import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { recordEvent } from "@/db/record-event";
import { Conflict } from "@/lib/errors";
import type { LockedRun } from "./locked-run";
import { stageCountsOf } from "./queries";
import type { PrintRunState, StageCounts } from "./schema";

/**
 * A released run of which no piece waits for the printer is printed: by `staffId`, whose act left none. Returns
 * where the run and its pieces are now.
 */
export async function settleRun(
  tx: Tx,
  staffId: string,
  run: LockedRun,
): Promise<{ state: PrintRunState; counts: StageCounts }> {
  const [now = {}] = await tx.execute<Record<string, unknown>>(
    sql`select r.* from print_runs r where r.id = ${run.id}`,
  );
  const counts = stageCountsOf(now);
  if (now.state !== "released" || counts.pending > 0) return { state: now.state as PrintRunState, counts };
  const [printed] = await tx.execute<{ letters: number }>(sql`
    update print_runs set state = 'printed', printed_by = ${staffId}, printed_at = clock_timestamp(),
      printed_count = letter_count - spoiled_pieces - void_pieces
    where id = ${run.id} and state = 'released' and pending_count = 0 returning printed_count as letters`);
  if (!printed) throw new Conflict("print-run.race");
  await recordEvent(tx, {
    incidentId: run.incidentId,
    actor: { kind: "staff", staffId },
    action: "print-run.printed",
    subject: { type: "print-run", id: run.id },
    detail: { number: run.number, letters: printed.letters },
  });
  return { state: "printed", counts };
}
