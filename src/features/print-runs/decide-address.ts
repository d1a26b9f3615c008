import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { oweEmails } from "@/features/notices/owe-emails";
import { openCallTasks } from "@/features/notices/tasks";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Forbidden, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type LockedAddressTask, lockedAddressTask } from "./locked-address-task";
import { reLetter } from "./re-letter";
import { rejectAddresses } from "./reject-addresses";
import { mayDecideAddress } from "./returned/rules";
import { type DecideAddress, decideAddressInput } from "./returned/schema";

type Asked = DecideAddress & { staffId: string };

async function end(tx: Tx, task: LockedAddressTask, state: "call" | "substitute", staffId: string) {
  const ended = await tx.execute(sql`
    update address_tasks set state = ${state}, decided_by = ${staffId}, decided_at = clock_timestamp()
    where id = ${task.id} and state = ${task.state} returning 1`);
  if (ended.length !== 1) throw new Conflict("address-task.race");
}

async function ring(tx: Tx, task: LockedAddressTask, staffId: string): Promise<void> {
  await end(tx, task, "call", staffId);
  await enqueue(tx, openCallTasks, task.incidentId, [
    { dedupeKey: `address-${task.id}`, payload: { incidentId: task.incidentId } },
  ]);
}

async function substitute(tx: Tx, task: LockedAddressTask, asked: Asked): Promise<void> {
  await end(tx, task, "substitute", asked.staffId);
  const measure = asked.measure?.trim() || null;
  await tx.execute(sql`
    insert into substitute_measures (incident_id, person_id, because, measure, by_staff_id)
    values (${task.incidentId}, ${task.personId}, 'decided', ${measure}, ${asked.staffId})
    on conflict (incident_id, person_id) where ended_at is null do update
    set measure = coalesce(excluded.measure, substitute_measures.measure), by_staff_id = excluded.by_staff_id`);
  await tx.execute(sql`
    update notices set state = 'withheld', withheld_reason = 'substitute'
    where incident_id = ${task.incidentId} and person_id = ${task.personId} and channel = 'letter'
      and withheld_reason in ('returned', 'substitute')`);
}

/**
 * What is done about somebody whose letter came back: a new letter to the address put forward, that address not
 * taken, a call, or a substitute (APPI art. 26(2), proviso). Throws `address-task.decided`, `.in-batch`,
 * `.nothing-proposed`, `.own-proposal`, `.supervisor`, `.no-call`, `.called-already`, `.not-waiting`, `.suppressed`.
 */
export async function decideAddress(actor: Actor, input: DecideAddress): Promise<void> {
  const by = authorizeStaff(actor, "addressTasks.decide");
  if (actor.kind !== "staff") throw new Forbidden("staff.only-people");
  const asked = parseInput(decideAddressInput, input);
  await inTransaction(async (tx) => {
    const task = await lockedAddressTask(tx, asked.addressTaskId);
    await incidentMustBeOpen(tx, task.incidentId);
    const verdict = mayDecideAddress(task, asked.decision, actor);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    const withStaff = { ...asked, staffId: by.staffId };
    if (asked.decision === "re-letter")
      await reLetter(tx, task.incidentId, by.staffId, sql`t.id = ${task.id}`);
    else if (asked.decision === "call") await ring(tx, task, by.staffId);
    else if (asked.decision === "substitute") await substitute(tx, task, withStaff);
    else await rejectAddresses(tx, by.staffId, sql`t.id = ${task.id}`);
    await oweEmails(tx, task.incidentId);
    await recordEvent(tx, {
      incidentId: task.incidentId,
      actor: by,
      action: `address-task.${asked.decision === "reject" ? "rejected" : "decided"}`,
      subject: { type: "address-task", id: task.id },
      detail: { decision: asked.decision, source: task.source, returns: task.returns },
    });
  });
}
