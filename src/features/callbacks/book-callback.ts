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
import { callbackPeriods, promisableStates, slotsAhead } from "./rules";
import { type BookCallback, bookCallbackInput, type CallTaskState } from "./schema";

type Live = { id: string; slot_id: string; slot_over: boolean };

/** The slot's row, made where this is its first booking. Throws `callback.outside-hours`. */
async function slotAt(tx: Tx, incident: Incident, startsAt: Date): Promise<string> {
  const [clock] = await tx.execute<{ now: string }>(sql`select clock_timestamp()::text as now`);
  const periods = callbackPeriods(await linesOfIncident(incident.id, tx));
  const slots = slotsAhead(periods, new Date(String(clock?.now)), incident.callbackMinutes);
  const slot = slots.find((known) => known.startsAt.getTime() === startsAt.getTime());
  if (!slot) throw new NotAllowedNow("callback.outside-hours");
  await tx.execute(sql`
    insert into callback_slots (incident_id, starts_at, ends_at, capacity)
    values (${incident.id}, ${slot.startsAt.toISOString()}, ${slot.endsAt.toISOString()}, ${incident.callbackAgents})
    on conflict (incident_id, starts_at) do nothing`);
  const [row] = await tx.execute<{ id: string }>(sql`
    select id from callback_slots where incident_id = ${incident.id} and starts_at = ${slot.startsAt.toISOString()}`);
  return String(row?.id);
}

/** Takes one place of the slot, or refuses: the condition and the table's check make overbooking impossible. */
async function takePlace(tx: Tx, slotId: string): Promise<void> {
  const [taken] = await tx.execute(sql`
    update callback_slots set booked = booked + 1 where id = ${slotId} and booked < capacity returning 1`);
  if (!taken) throw new LimitReached("callback.slot-full");
}

/** Both slots of a move, always in the same order: two people who swap their times must not wait for each other. */
async function lockSlots(tx: Tx, slotId: string, live: Live | undefined): Promise<void> {
  await tx.execute(sql`
    select 1 from callback_slots where id in (${slotId}, ${live?.slot_id ?? slotId}) order by id for update`);
}

async function liveCallback(tx: Tx, taskId: string): Promise<Live | undefined> {
  const [live] = await tx.execute<Live>(sql`
    select c.id, c.slot_id, s.ends_at < clock_timestamp() as slot_over
    from callbacks c join callback_slots s on s.id = c.slot_id
    where c.call_task_id = ${taskId} and c.state = 'booked'`);
  return live;
}

/**
 * Promises a person a call at the start of a slot inside the line's hours. An earlier promise is moved, never
 * doubled; one whose slot had gone by is missed. Throws `callback.outside-hours`, `callback.slot-full`,
 * `call-task.none`, `call-task.closed`.
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
    if (!promisableStates.includes(task.state)) throw new NotAllowedNow("call-task.closed");
    // The same request again, also when its promise was moved or settled meanwhile, is the same promise.
    const [same] = asked.id
      ? await tx.execute<{ id: string }>(
          sql`select id from callbacks where id = ${asked.id} and call_task_id = ${task.id}`,
        )
      : [];
    if (same) return same;
    const live = await liveCallback(tx, task.id);
    const slotId = await slotAt(tx, incident, asked.startsAt);
    await lockSlots(tx, slotId, live);
    if (live) await releaseSlot(tx, live.id, live.slot_over ? "missed" : "cancelled");
    await takePlace(tx, slotId);
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
