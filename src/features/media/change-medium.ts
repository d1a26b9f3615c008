import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { media } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { type Medium, mediumForUpdate } from "./queries";
import { type MediumAct, mayChange } from "./rules";

export type ChangeMedium = { id: string; act: MediumAct; missingSince?: string | null };

/**
 * Moves a medium to the state the act leads to; the medium as it is then. Throws NotAllowedNow
 * `medium.is-<state>` where the table of transitions says no.
 */
export async function changeMedium(tx: Tx, change: ChangeMedium): Promise<Medium> {
  const medium = await mediumForUpdate(tx, change.id);
  await incidentMustBeOpen(tx, medium.incidentId);
  const verdict = mayChange(medium.state, change.act);
  if (!verdict.ok) throw new NotAllowedNow(verdict.because);
  const { missingSince = medium.missingSince } = change;
  const [changed] = await tx
    .update(media)
    .set({ state: verdict.to, missingSince })
    .where(and(eq(media.id, change.id), eq(media.state, medium.state)))
    .returning();
  if (!changed) throw new Conflict("medium.changed");
  return changed;
}
