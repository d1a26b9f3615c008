import { and, eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { incidentMustBeOpen } from "./queries";
import { type SetPostCutoff, setPostCutoffInput } from "./schema";

/** Sets when the post collects each day, "HH:MM" in Asia/Tokyo; null where nobody has said. */
export async function setPostCutoff(actor: Actor, input: SetPostCutoff): Promise<void> {
  const by = authorize(actor, "incidents.setPostCutoff");
  const { incidentId, postCutoff } = parseInput(setPostCutoffInput, input);
  await inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const set = await tx
      .update(incidents)
      .set({ postCutoff })
      .where(and(eq(incidents.id, incidentId), eq(incidents.state, "open")))
      .returning({ id: incidents.id });
    if (set.length !== 1) throw new Conflict("incident.changed");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "incident.post-cutoff-set",
      subject: { type: "incident", id: incidentId },
      detail: { at: postCutoff },
    });
  });
}
