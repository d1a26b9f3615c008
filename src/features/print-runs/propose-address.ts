import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow } from "@/lib/errors";
import { parsePostcode } from "@/lib/japan/postcode";
import { parseInput } from "@/lib/parse-input";
import { lockedAddressTask } from "./locked-address-task";
import { mayPropose, sameAddress } from "./returned/rules";
import { type ProposeAddress, proposeAddressInput } from "./returned/schema";

/**
 * Puts an address forward for somebody whose letter came back; an earlier one that nobody decided on is replaced.
 * Where the search had ended in a call or a substitute, it begins anew. Throws `address-task.same-address`,
 * `address-task.bad-postcode`, `address-task.decided`, `address-task.in-batch`, `address-task.not-waiting`.
 */
export async function proposeAddress(actor: Actor, input: ProposeAddress): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "addressTasks.propose");
  const asked = parseInput(proposeAddressInput, input);
  const postcode = parsePostcode(asked.postcode);
  if (asked.postcode !== "" && !postcode) throw new Invalid("address-task.bad-postcode");
  return inTransaction(async (tx) => {
    const task = await lockedAddressTask(tx, asked.addressTaskId);
    await incidentMustBeOpen(tx, task.incidentId);
    const verdict = mayPropose(task);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    if (!task.waiting) throw new NotAllowedNow("address-task.not-waiting");
    if (sameAddress(task.printed, { postcode, address: asked.address }))
      throw new Invalid("address-task.same-address");
    if (task.state === "proposed") {
      await tx.execute(sql`
        update address_tasks set state = 'rejected', decided_by = ${by.staffId}, decided_at = clock_timestamp()
        where id = ${task.id} and state = 'proposed'`);
    }
    const proposal = sql`'proposed', ${postcode}, ${asked.address}, ${asked.source}, ${by.staffId}, clock_timestamp()`;
    const [proposed] =
      task.state === "open"
        ? await tx.execute<{ id: string }>(sql`
            update address_tasks set (state, postcode, address, source, proposed_by, proposed_at) = (${proposal})
            where id = ${task.id} and state = 'open' returning id`)
        : await tx.execute<{ id: string }>(sql`
            insert into address_tasks (incident_id, person_id, returned_mail_id, state, postcode, address, source,
              proposed_by, proposed_at)
            values (${task.incidentId}, ${task.personId}, ${task.mailId}, ${proposal})
            on conflict do nothing returning id`);
    if (!proposed) throw new Conflict("address-task.race");
    await recordEvent(tx, {
      incidentId: task.incidentId,
      actor: by,
      action: "address-task.proposed",
      subject: { type: "address-task", id: proposed.id },
      detail: { source: asked.source },
    });
    return proposed;
  });
}
