import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { recordScopeChange } from "@/features/incidents/record-scope-change";
import type { MediumState } from "./rules";
import { deriveScope } from "./tasks";

export type MediumChange = {
  incidentId: string;
  mediumId: string;
  by: { kind: "staff"; staffId: string };
  state: MediumState;
  reason: string;
};

/**
 * What follows a medium's change of state, in the same transaction: the row that says why, and the request to
 * derive the scope anew.
 */
export async function changeScope(tx: Tx, change: MediumChange): Promise<void> {
  const { incidentId, mediumId, by, state, reason } = change;
  const scopeChangeId = await recordScopeChange(tx, {
    incidentId,
    by,
    change: `medium.${state}`,
    subjectId: mediumId,
    reason,
  });
  await enqueue(tx, deriveScope, incidentId, [
    { dedupeKey: `scope-change:${scopeChangeId}`, payload: { incidentId } },
  ]);
}
