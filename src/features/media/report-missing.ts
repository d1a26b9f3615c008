import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { changeMedium } from "./change-medium";
import { changeScope } from "./change-scope";
import { type ReportMissing, reportMissingInput } from "./schema";

/**
 * Somebody suspects that the medium is gone. From now on what lies on it is in scope.
 * Throws NotAllowedNow `medium.is-<state>`.
 */
export async function reportMissing(actor: Actor, input: ReportMissing): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.reportMissing");
  const { id, since, reason } = parseInput(reportMissingInput, input);
  return inTransaction(async (tx) => {
    const { incidentId, state } = await changeMedium(tx, { id, act: "report-missing", missingSince: since });
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "medium.reported-missing",
      subject: { type: "medium", id },
      detail: { state },
      reason,
    });
    await changeScope(tx, { incidentId, mediumId: id, by, state, reason });
    return { id };
  });
}
