import { and, eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { incidentMustBeOpen } from "./queries";
import { type EditIncident, editIncidentInput } from "./schema";

/**
 * Changes what is said about the incident: title, day of discovery and the letters' facts. What is not given
 * stays. Letters that are already made keep their bytes; only later ones say the new words.
 */
export async function editIncident(actor: Actor, input: EditIncident): Promise<{ id: string }> {
  const by = authorize(actor, "incidents.edit");
  const { id, ...changes } = parseInput(editIncidentInput, input);
  const fields = Object.keys(changes);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, id, "no key update");
    if (fields.length === 0) return { id };
    const edited = await tx
      .update(incidents)
      .set(changes)
      .where(and(eq(incidents.id, id), eq(incidents.state, "open")))
      .returning({ id: incidents.id });
    if (edited.length !== 1) throw new Conflict("incident.changed");
    await recordEvent(tx, {
      incidentId: id,
      actor: by,
      action: "incident.edited",
      subject: { type: "incident", id },
      detail: { fields: fields.join(",") },
    });
    return { id };
  });
}
