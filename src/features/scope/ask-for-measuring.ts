import { sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { measureScopeTask } from "./tasks";

/** Asks for the measure of "what if" to be made anew. Asked for once while one is waiting. */
export async function askForMeasuring(actor: Actor, input: OfIncident): Promise<{ asked: boolean }> {
  const by = authorize(actor, "scope.measure");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    const [state] = await tx.execute<{ waiting: boolean; asked: string }>(sql`
      select exists (select from outbox where incident_id = i.id::text and name = ${measureScopeTask.name}
                     and state = 'ready') as waiting, uuidv7()::text as asked
      from incidents i where i.id = ${incidentId} for no key update`);
    if (!state || state.waiting) return { asked: false };
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "scope.measuring-asked",
      subject: { type: "incident", id: incidentId },
    });
    await enqueue(tx, measureScopeTask, incidentId, [
      { dedupeKey: `asked:${state.asked}`, payload: { incidentId } },
    ]);
    return { asked: true };
  });
}
