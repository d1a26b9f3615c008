import { sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { deriveScope } from "@/features/media/tasks";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";

/** Asks for the scope to be derived anew, from rows to people. Asked for once while one is waiting. */
export async function askForDerivation(actor: Actor, input: OfIncident): Promise<{ asked: boolean }> {
  const by = authorize(actor, "people.derive");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const [state] = await tx.execute<{ waiting: boolean; asked: string }>(sql`
      select exists (select from outbox where incident_id = ${incidentId}::text and name = ${deriveScope.name}
                     and state = 'ready') as waiting,
             uuidv7()::text as asked`);
    if (!state || state.waiting) return { asked: false };
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "derivation.asked",
      subject: { type: "incident", id: incidentId },
    });
    await enqueue(tx, deriveScope, incidentId, [
      { dedupeKey: `asked:${state.asked}`, payload: { incidentId } },
    ]);
    return { asked: true };
  });
}
