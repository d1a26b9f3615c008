import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { recordEvent } from "@/db/record-event";
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
  const [printed] = await tx.execute<{ letters: number }>(sql`
    update print_runs set state = 'printed', printed_by = ${staffId}, printed_at = clock_timestamp(),
      printed_count = letter_count - spoiled_pieces - void_pieces
    where id = ${run.id} and state = 'released' and pending_count = 0 returning printed_count as letters`);
  if (printed) {
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: { kind: "staff", staffId },
      action: "print-run.printed",
      subject: { type: "print-run", id: run.id },
      detail: { number: run.number, letters: printed.letters },
    });
  }
  const [now] = await tx.execute<Record<string, unknown>>(
    sql`select r.* from print_runs r where r.id = ${run.id}`,
  );
  return { state: (now?.state ?? run.state) as PrintRunState, counts: stageCountsOf(now ?? {}) };
}
