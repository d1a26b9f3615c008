import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type EventActor, recordEvent } from "@/db/record-event";
import { Conflict } from "@/lib/errors";
import type { LockedRun } from "./locked-run";

/** Nobody is left in the run: it is no more, so that it does not wait for ever. `detail` says how that came. */
export async function dissolveRun(
  tx: Tx,
  by: EventActor,
  run: LockedRun,
  detail: Record<string, string | number>,
): Promise<void> {
  const gone = await tx.execute(
    sql`delete from print_runs where id = ${run.id} and state = ${run.state} and letter_count = 0 returning 1`,
  );
  if (gone.length !== 1) throw new Conflict("print-run.race");
  await recordEvent(tx, {
    incidentId: run.incidentId,
    actor: by,
    action: "print-run.dissolved",
    subject: { type: "print-run", id: run.id },
    detail: { number: run.number, ...detail },
  });
}
