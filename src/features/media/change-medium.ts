import { and, eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { media } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { changeScope } from "./change-scope";
import { mediumForUpdate } from "./queries";
import { type MediumAct, mayChange } from "./rules";

export type ChangeMedium = {
  id: string;
  by: { kind: "staff"; staffId: string };
  act: MediumAct;
  reason: string;
  missingSince?: string | null;
};

/**
 * The common part of reporting missing, concluding lost and recording found. Throws NotAllowedNow
 * `medium.is-<state>` where the table of transitions says no.
 */
export function changeMedium(change: ChangeMedium): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const medium = await mediumForUpdate(tx, change.id);
    await incidentMustBeOpen(tx, medium.incidentId);
    const verdict = mayChange(medium.state, change.act);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    const changed = await tx
      .update(media)
      .set({
        state: verdict.to,
        ...(change.missingSince === undefined ? {} : { missingSince: change.missingSince }),
      })
      .where(and(eq(media.id, change.id), eq(media.state, medium.state)))
      .returning({ id: media.id });
    if (changed.length !== 1) throw new Conflict("medium.changed");
    await changeScope(tx, {
      incidentId: medium.incidentId,
      mediumId: change.id,
      by: change.by,
      act: change.act,
      reason: change.reason,
    });
    return { id: change.id };
  });
}
