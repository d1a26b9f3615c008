import { and, eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { media } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { changeScope } from "./change-scope";
import { type RegisterMedium, registerMediumInput } from "./schema";

/**
 * Enters a medium, in custody or missing already. The same `id` again is the same medium. Throws Conflict
 * `medium.label-taken`.
 */
export async function registerMedium(actor: Actor, input: RegisterMedium): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.register");
  const { missing, ...given } = parseInput(registerMediumInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, given.incidentId);
    const [registered] = await tx
      .insert(media)
      .values({
        ...given,
        state: missing ? "missing" : "in-custody",
        missingSince: missing?.since ?? null,
      })
      .onConflictDoNothing()
      .returning({ id: media.id });
    if (!registered) {
      const [same] = await tx
        .select({ id: media.id })
        .from(media)
        .where(and(eq(media.incidentId, given.incidentId), eq(media.label, given.label)));
      if (given.id && same?.id === given.id) return same;
      throw new Conflict("medium.label-taken");
    }
    await recordEvent(tx, {
      incidentId: given.incidentId,
      actor: by,
      action: "medium.registered",
      subject: { type: "medium", id: registered.id },
      detail: { state: missing ? "missing" : "in-custody" },
    });
    if (missing) {
      await changeScope(tx, {
        incidentId: given.incidentId,
        mediumId: registered.id,
        by,
        state: "missing",
        reason: missing.reason,
      });
    }
    return registered;
  });
}
