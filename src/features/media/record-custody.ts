import { and, eq, sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { custodyEvents } from "@/db/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { mediumForUpdate } from "./queries";
import { type RecordCustody, recordCustodyInput } from "./schema";

/**
 * Writes down that a medium changed hands or place. Append-only; a mistake is righted by a further record. It
 * does not change the medium's state. Throws Invalid `custody.in-future`.
 */
export async function recordCustody(actor: Actor, input: RecordCustody): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.recordCustody");
  const given = parseInput(recordCustodyInput, input);
  return inTransaction(async (tx) => {
    const medium = await mediumForUpdate(tx, given.mediumId);
    const [clock] = await tx.execute<{ future: boolean }>(
      sql`select ${given.happenedAt.toISOString()}::timestamptz > clock_timestamp() + interval '5 minutes' as future`,
    );
    if (clock?.future) throw new Invalid("custody.in-future");
    const [recorded] = await tx
      .insert(custodyEvents)
      .values({ ...given, byStaffId: by.staffId })
      .onConflictDoNothing()
      .returning({ id: custodyEvents.id });
    if (!recorded) {
      const [same] = await tx
        .select({ id: custodyEvents.id })
        .from(custodyEvents)
        .where(and(eq(custodyEvents.id, given.id ?? ""), eq(custodyEvents.mediumId, given.mediumId)));
      if (!same) throw new Conflict("custody.id-taken");
      return same;
    }
    await recordEvent(tx, {
      incidentId: medium.incidentId,
      actor: by,
      action: "medium.custody-recorded",
      subject: { type: "medium", id: medium.id },
      detail: { kind: given.kind, custodyEventId: recorded.id },
    });
    return recorded;
  });
}
