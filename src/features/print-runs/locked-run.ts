import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/lib/errors";
import type { PrintRunState } from "./schema";

export type LockedRun = {
  id: string;
  incidentId: string;
  letterTemplateId: string;
  number: number;
  code: string;
  sealedBy: string | null;
  state: PrintRunState;
  letterCount: number;
};

/** The run of this act, its row locked. Throws `print-run.unknown`. */
export async function lockedRun(tx: Tx, printRunId: string): Promise<LockedRun> {
  const [run] = await tx.execute<LockedRun>(sql`
    select id, incident_id as "incidentId", letter_template_id as "letterTemplateId", number, code,
           sealed_by as "sealedBy", state,
           letter_count as "letterCount"
    from print_runs where id = ${printRunId} for update`);
  if (!run) throw new NotFound("print-run.unknown");
  return run;
}
