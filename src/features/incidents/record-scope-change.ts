import type { Tx } from "@/db/client";
import type { EventActor } from "@/db/record-event";
import { incidentScopeChanges } from "@/db/schema";
import { Internal } from "@/lib/errors";

export type ScopeChange = {
  incidentId: string;
  by: EventActor;
  /** What changed, as `medium.missing`. */
  change: string;
  subjectId: string;
  reason: string;
};

/** Writes down why the scope is no longer what it was, in the transaction of the act that changes it; its id. */
export async function recordScopeChange(tx: Tx, change: ScopeChange): Promise<string> {
  const [row] = await tx
    .insert(incidentScopeChanges)
    .values({
      incidentId: change.incidentId,
      byStaffId: change.by.kind === "staff" ? change.by.staffId : null,
      change: change.change,
      subjectId: change.subjectId,
      reason: change.reason,
    })
    .returning({ id: incidentScopeChanges.id });
  if (!row) throw new Internal("scope-change.not-written");
  return row.id;
}
