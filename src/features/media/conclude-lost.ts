import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { changeMedium } from "./change-medium";
import { changeScope } from "./change-scope";
import { type ConcludeLost, concludeLostInput } from "./schema";

/**
 * Somebody concluded, after the search, that a missing medium is lost.
 * Throws NotAllowedNow `medium.is-<state>`.
 */
export async function concludeLost(actor: Actor, input: ConcludeLost): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.concludeLost");
  const { id, reason } = parseInput(concludeLostInput, input);
  return inTransaction(async (tx) => {
    const { incidentId, state } = await changeMedium(tx, { id, act: "conclude-lost" });
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "medium.concluded-lost",
      subject: { type: "medium", id },
      detail: { state },
      reason,
    });
    await changeScope(tx, { incidentId, mediumId: id, by, state, reason });
    return { id };
  });
}
