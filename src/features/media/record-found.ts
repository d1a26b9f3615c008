import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { changeMedium } from "./change-medium";
import { changeScope } from "./change-scope";
import { type RecordFound, recordFoundInput } from "./schema";

/**
 * The medium turned up. What lies on it leaves the scope; letters handed over stay what they are.
 * Throws NotAllowedNow `medium.is-<state>`.
 */
export async function recordFound(actor: Actor, input: RecordFound): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.recordFound");
  const { id, reason } = parseInput(recordFoundInput, input);
  return inTransaction(async (tx) => {
    const { incidentId, state } = await changeMedium(tx, { id, act: "record-found" });
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "medium.found",
      subject: { type: "medium", id },
      detail: { state },
      reason,
    });
    await changeScope(tx, { incidentId, mediumId: id, by, state, reason });
    return { id };
  });
}
