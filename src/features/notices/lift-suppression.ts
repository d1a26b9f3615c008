import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockWishes } from "./lock-wishes";
import { oweEmails } from "./owe-emails";
import { lackedReason, wishes } from "./queries";
import { type LiftSuppression, liftSuppressionInput } from "./schema";
import { openCallTasks } from "./tasks";

type Lifted = { incident_id: string; person_id: string; channel: string };

async function oweAgain(tx: Tx, lifted: Lifted): Promise<number> {
  const notices = await tx.execute(sql`
    with freed as (
      select n.id, n.channel, ap.canonical::jsonb as said
      from notices n join affected_people ap on ap.list_id = n.list_id and ap.person_id = n.person_id
      where n.incident_id = ${lifted.incident_id} and n.withheld_reason = 'suppressed'
        and (n.person_id, n.channel) not in (${wishes(lifted.incident_id)})),
    judged as (select id, ${lackedReason} as reason from freed)
    update notices n set state = case when reason is null then 'owed' else 'withheld' end, withheld_reason = reason
    from judged where judged.id = n.id returning 1`);
  await oweEmails(tx, lifted.incident_id);
  return notices.length;
}

/** Ends a suppression. What was withheld for it alone is owed again, unless something is missing. */
export async function liftSuppression(actor: Actor, input: LiftSuppression): Promise<void> {
  const by = authorizeStaff(actor, "notices.liftSuppression");
  const asked = parseInput(liftSuppressionInput, input);
  await inTransaction(async (tx) => {
    // Deciding on notices takes the same row: else it would withhold for a wish that ends at this moment.
    const [incident] = await tx.execute<{ id: string }>(sql`
      select id from incidents where id = (select incident_id from suppressions where id = ${asked.suppressionId})
      for share`);
    if (incident) await lockWishes(tx, incident.id);
    const [lifted] = await tx.execute<Lifted>(sql`
      update suppressions set lifted_at = clock_timestamp(), lifted_by = ${by.staffId}
      where id = ${asked.suppressionId} and lifted_at is null returning incident_id, person_id, channel`);
    if (!lifted) throw new Conflict("suppression.already-lifted");
    const freed = await oweAgain(tx, lifted);
    await recordEvent(tx, {
      incidentId: lifted.incident_id,
      actor: by,
      action: "notices.suppression-lifted",
      subject: { type: "person", id: lifted.person_id },
      detail: { channel: lifted.channel, notices: freed },
      reason: asked.reason,
    });
    await enqueue(tx, openCallTasks, lifted.incident_id, [
      { dedupeKey: `lifted-${asked.suppressionId}`, payload: { incidentId: lifted.incident_id } },
    ]);
  });
}
