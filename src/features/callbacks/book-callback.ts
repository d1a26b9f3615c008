import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { type Incident, incidentMustBeOpen, linesOfIncident } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { LimitReached, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { releaseSlot } from "./release-slot";
import { callbackPeriods, openStates, slotsAhead } from "./rules";
import { type BookCallback, bookCallbackInput, type CallTaskState } from "./schema";

/** Takes one place of the slot, or refuses: the condition and the table's check make overbooking impossible. */
async function takePlace(tx: Tx, incident: Incident, startsAt: Date): Promise<string> {
  const [clock] = await tx.execute<{ now: string }>(sql`select clock_timestamp()::text as now`);
  const periods = callbackPeriods(await linesOfIncident(incident.id, tx));
  const slots = slotsAhead(periods, new Date(String(clock?.now)), incident.callbackMinutes);
  const slot = slots.find((known) => known.startsAt.getTime() === startsAt.getTime());
  if (!slot) throw new NotAllowedNow("callback.outside-hours");
  await tx.execute(sql`
    insert into callback_slots (incident_id, starts_at, ends_at, capacity)
    values (${incident.id}, ${slot.startsAt.toISOString()}, ${slot.endsAt.toISOString()}, ${incident.callbackAgents})
    on conflict (incident_id, starts_at) do nothing`);
  const [taken] = await tx.execute<{ id: string }>(sql`
    update callback_slots set booked = booked + 1
    where incident_id = ${incident.id} and starts_at = ${slot.startsAt.toISOString()} and booked < capacity
    returning id`);
  if (!taken) throw new LimitReached("callback.slot-full");
  return taken.id;
}

/**
 * Promises a person a call at the start of a slot inside the line's hours. An earlier promise is moved, never
 * doubled. Throws `callback.outside-hours`, `callback.slot-full`, `call-task.none`, `call-task.closed`.
 */
export async function bookCallback(actor: Actor, input: BookCallback): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "callbacks.book");
  const asked = parseInput(bookCallbackInput, input);
  return inTransaction(async (tx) => {
    const incident = await incidentMustBeOpen(tx, asked.incidentId);
    const [task] = await tx.execute<{ id: string; state: CallTaskState }>(sql`
      select id, state from call_tasks
      where incident_id = ${asked.incidentId} and person_id = ${asked.personId} for update`);
    if (!task) throw new NotAllowedNow("call-task.none");
    if (!openStates.includes(task.state)) throw new NotAllowedNow("call-task.closed");
    const [live] = await tx.execute<{ id: string }>(
      sql`select id from callbacks where call_task_id = ${task.id} and state = 'booked'`,
    );
    if (live && live.id === asked.id) return { id: live.id };
    if (live) await releaseSlot(tx, live.id, "cancelled");
    const slotId = await takePlace(tx, incident, asked.startsAt);
    const [booked] = await tx.execute<{ id: string }>(sql`
      insert into callbacks (id, incident_id, call_task_id, person_id, slot_id, due_at, owner_id, promised_by, note)
      values (coalesce(${asked.id ?? null}::uuid, uuidv7()), ${asked.incidentId}, ${task.id}, ${asked.personId},
              ${slotId}, ${asked.startsAt.toISOString()}, ${by.staffId}, ${by.staffId}, ${asked.note})
      returning id`);
    await tx.execute(sql`update call_tasks set state = 'promised' where id = ${task.id}`);
    const id = String(booked?.id);
    await recordEvent(tx, {
      incidentId: asked.incidentId,
      actor: by,
      action: live ? "callback.moved" : "callback.booked",
      subject: { type: "callback", id },
      detail: { callTaskId: task.id, dueAt: asked.startsAt.toISOString() },
    });
    return { id };
  });
}
