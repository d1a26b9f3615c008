import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { oweEmails } from "./owe-emails";
import { lackedReason, wishes } from "./queries";

/**
 * After people were made one, or two again: a wish not to be contacted that one of them made holds for the person,
 * and no longer for whoever was found to be another. Nobody's letter is asked for by it.
 */
export async function applyWishes(
  actor: Actor,
  input: OfIncident,
): Promise<{ withheld: number; owed: number }> {
  const by = authorize(actor, "notices.suppress");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    // Deciding on notices and suppressing take the same row: none can miss another.
    await tx.execute(sql`select from incidents where id = ${incidentId} for no key update`);
    const withheld = await tx.execute(sql`
      update notices n set state = 'withheld', withheld_reason = 'suppressed'
      where n.incident_id = ${incidentId} and n.state = 'owed'
        and (n.person_id, n.channel) in (${wishes(incidentId)}) returning 1`);
    const owed = await tx.execute(sql`
      with freed as (
        select n.id, n.channel, ap.canonical::jsonb as said
        from notices n join affected_people ap on ap.list_id = n.list_id and ap.person_id = n.person_id
        where n.incident_id = ${incidentId} and n.withheld_reason = 'suppressed'
          and (n.person_id, n.channel) not in (${wishes(incidentId)})),
      judged as (select id, ${lackedReason} as reason from freed)
      update notices n set state = case when reason is null then 'owed' else 'withheld' end, withheld_reason = reason
      from judged where judged.id = n.id returning 1`);
    await oweEmails(tx, incidentId);
    const applied = { withheld: withheld.length, owed: owed.length };
    if (applied.withheld + applied.owed > 0)
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "notices.wishes-applied",
        subject: { type: "incident", id: incidentId },
        detail: applied,
      });
    return applied;
  });
}
