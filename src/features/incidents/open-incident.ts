import { eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type OpenIncident, openIncidentInput } from "./schema";

/**
 * Opens an incident. The same `id` again is the same incident. Throws `incident.code-taken` (Conflict) where
 * another incident has the code.
 */
export async function openIncident(actor: Actor, input: OpenIncident): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "incidents.open");
  const given = parseInput(openIncidentInput, input);
  return inTransaction(async (tx) => {
    const [opened] = await tx
      .insert(incidents)
      .values({ ...given, openedBy: by.staffId })
      .onConflictDoNothing()
      .returning({ id: incidents.id });
    if (!opened) {
      const [same] = given.id
        ? await tx.select({ id: incidents.id }).from(incidents).where(eq(incidents.id, given.id))
        : [];
      if (!same) throw new Conflict("incident.code-taken", { code: given.code });
      return same;
    }
    await recordEvent(tx, {
      incidentId: opened.id,
      actor: by,
      action: "incident.opened",
      subject: { type: "incident", id: opened.id },
    });
    return opened;
  });
}
