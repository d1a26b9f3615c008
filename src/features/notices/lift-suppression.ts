import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type LiftSuppression, liftSuppressionInput } from "./schema";

type Lifted = { incident_id: string; person_id: string; channel: string };

/** Ends a suppression. What was withheld for it alone is owed again. */
export async function liftSuppression(actor: Actor, input: LiftSuppression): Promise<void> {
  const by = authorizeStaff(actor, "notices.liftSuppression");
  const asked = parseInput(liftSuppressionInput, input);
  await inTransaction(async (tx) => {
    const [lifted] = await tx.execute<Lifted>(sql`
      update suppressions set lifted_at = clock_timestamp(), lifted_by = ${by.staffId}
      where id = ${asked.suppressionId} and lifted_at is null returning incident_id, person_id, channel`);
    if (!lifted) throw new Conflict("suppression.already-lifted");
    await tx.execute(sql`
      update notices n set state = 'owed', withheld_reason = null
      where n.incident_id = ${lifted.incident_id} and n.person_id = ${lifted.person_id}
        and n.withheld_reason = 'suppressed' and not exists (
          select from suppressions s where s.incident_id = n.incident_id and s.person_id = n.person_id
          and s.channel in (n.channel, 'all') and s.lifted_at is null)`);
    await recordEvent(tx, {
      incidentId: lifted.incident_id,
      actor: by,
      action: "notices.suppression-lifted",
      subject: { type: "person", id: lifted.person_id },
      detail: { channel: lifted.channel },
      reason: asked.reason,
    });
  });
}
