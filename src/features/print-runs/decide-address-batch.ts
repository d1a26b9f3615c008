import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { oweEmails } from "@/features/notices/owe-emails";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Forbidden, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { returnsOfPerson } from "./locked-address-task";
import { reLetter } from "./re-letter";
import { rejectAddresses } from "./reject-addresses";
import { mayDecideBatch, returnsThatStop } from "./returned/rules";
import { type DecideBatch, decideBatchInput } from "./returned/schema";

type Batch = { addresses: number; proposedBy: string | null; repeated: number };

/**
 * A second person decides on all addresses that came in one file, having seen how many: a new letter for each, or
 * none. Throws `address-task.no-batch`, `.batch-changed`, `.own-proposal`, `.supervisor`, `.suppressed`.
 */
export async function decideAddressBatch(actor: Actor, input: DecideBatch): Promise<{ addresses: number }> {
  const by = authorizeStaff(actor, "addressTasks.decideBatch");
  if (actor.kind !== "staff") throw new Forbidden("staff.only-people");
  const asked = parseInput(decideBatchInput, input);
  return inTransaction(async (tx) => {
    const [known] = await tx.execute<{ incidentId: string }>(sql`
      select incident_id as "incidentId" from address_tasks where batch_id = ${asked.batchId} limit 1`);
    if (!known) throw new NotFound("address-task.no-batch");
    await incidentMustBeOpen(tx, known.incidentId, "no key update");
    const waiting = sql`t.batch_id = ${asked.batchId} and t.state = 'proposed'`;
    const [batch] = await tx.execute<Batch>(sql`
      select count(*)::int as addresses, min(t.proposed_by) as "proposedBy",
        count(*) filter (where ${returnsOfPerson} >= ${returnsThatStop})::int as repeated
      from address_tasks t where ${waiting}`);
    const verdict = mayDecideBatch(batch ?? { addresses: 0, proposedBy: null, repeated: 0 }, asked, actor);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { count: batch?.addresses ?? 0 });
    if (asked.decision === "re-letter") await reLetter(tx, known.incidentId, by.staffId, waiting);
    else await rejectAddresses(tx, by.staffId, waiting);
    await oweEmails(tx, known.incidentId);
    await recordEvent(tx, {
      incidentId: known.incidentId,
      actor: by,
      action: "address-task.batch-decided",
      subject: { type: "address-batch", id: asked.batchId },
      detail: { decision: asked.decision, addresses: asked.count },
    });
    return { addresses: asked.count };
  });
}
