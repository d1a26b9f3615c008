import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { recordEvent } from "@/db/record-event";
import { recordScopeChange } from "@/features/incidents/record-scope-change";
import { type MediumAct, transitions } from "./rules";
import { deriveScope } from "./tasks";

export type MediumChange = {
  incidentId: string;
  mediumId: string;
  by: { kind: "staff"; staffId: string };
  act: MediumAct;
  reason: string;
};

/**
 * What follows a medium's change of state, in the same transaction: the row that says why, the event, and the
 * request to derive the scope anew.
 */
export async function changeScope(tx: Tx, change: MediumChange): Promise<void> {
  const { incidentId, mediumId, by, act, reason } = change;
  const state = transitions[act].to;
  const scopeChangeId = await recordScopeChange(tx, {
    incidentId,
    by,
    change: `medium.${state}`,
    subjectId: mediumId,
    reason,
  });
  await recordEvent(tx, {
    incidentId,
    actor: by,
    action: `medium.${act}`,
    subject: { type: "medium", id: mediumId },
    detail: { state },
    reason,
  });
  await enqueue(tx, deriveScope, incidentId, [
    { dedupeKey: `scope-change:${scopeChangeId}`, payload: { incidentId } },
  ]);
}
