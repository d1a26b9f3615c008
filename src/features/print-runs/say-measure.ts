import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type SayMeasure, sayMeasureInput } from "./returned/schema";

/**
 * Says what is done in place of telling somebody who cannot be told (APPI art. 26(2), proviso). Throws
 * `substitute.unknown`.
 */
export async function sayMeasure(actor: Actor, input: SayMeasure): Promise<void> {
  const by = authorizeStaff(actor, "returnedMail.sayMeasure");
  const { substituteMeasureId, measure } = parseInput(sayMeasureInput, input);
  await inTransaction(async (tx) => {
    const [said] = await tx.execute<{ incident_id: string; person_id: string }>(sql`
      update substitute_measures set measure = ${measure}, by_staff_id = ${by.staffId}
      where id = ${substituteMeasureId} and ended_at is null returning incident_id, person_id`);
    if (!said) throw new NotFound("substitute.unknown");
    await recordEvent(tx, {
      incidentId: said.incident_id,
      actor: by,
      action: "substitute.said",
      subject: { type: "person", id: said.person_id },
    });
  });
}
