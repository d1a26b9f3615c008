import { sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { incidentById, linesOfIncident } from "@/features/incidents/queries";
import { maskName } from "@/lib/japan/mask-name";
import { callbackPeriods, slotsAhead } from "./rules";
import {
  type CallbackCounts,
  callTaskStates,
  type DueCallback,
  duePageSize,
  type NextCallTask,
  type OpenSlot,
  tasksPageSize,
} from "./schema";

/** Promises that are overdue or due within the next day, the earliest first. */
export async function dueCallbacks(incidentId: string): Promise<DueCallback[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    select c.id, c.call_task_id, c.person_id, c.due_at, c.due_at < clock_timestamp() as overdue, p.name,
           s.name as promised_by, c.note
    from callbacks c join people p on p.id = c.person_id left join staff s on s.id = c.promised_by
    where c.incident_id = ${incidentId} and c.state = 'booked' and c.due_at < clock_timestamp() + interval '1 day'
    order by c.due_at, c.id limit ${duePageSize}`);
  return rows.map((row) => ({
    callbackId: String(row.id),
    callTaskId: String(row.call_task_id),
    personId: String(row.person_id),
    dueAt: new Date(String(row.due_at)),
    overdue: Boolean(row.overdue),
    maskedName: maskName(String(row.name ?? "")),
    promisedByName: row.promised_by as string | null,
    note: String(row.note),
  }));
}

/** What has to be explained: each class of document of theirs that the letter, and so the frozen list, names. */
export async function itemsToExplain(callTaskId: string, db: Queryable = database()): Promise<string[]> {
  const rows = await db.execute<{ code: string }>(sql`
    select said.code
    from (select distinct t.incident_id, document ->> 'class' as code
          from call_tasks t join notices n on n.id = t.notice_id
          join affected_people a on a.list_id = n.list_id and a.person_id = t.person_id,
          jsonb_array_elements(a.canonical::jsonb -> 'documents') document
          where t.id = ${callTaskId}) said
    left join document_classes c on c.incident_id = said.incident_id and c.code = said.code
    order by c.position, said.code`);
  return rows.map((row) => row.code);
}

/** Explanations that may be rung now: owed, not withheld since, their waiting time over; fewest attempts first. */
export async function nextCallTasks(incidentId: string): Promise<NextCallTask[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    select t.id, t.person_id, t.attempts, p.name,
      (select a.outcome from call_attempts a where a.call_task_id = t.id order by a.at desc limit 1) as last_outcome
    from call_tasks t join people p on p.id = t.person_id join notices n on n.id = t.notice_id and n.state = 'owed'
    where t.incident_id = ${incidentId} and t.state = 'owed'
      and (t.next_callable_at is null or t.next_callable_at <= clock_timestamp())
    order by t.attempts, t.id limit ${tasksPageSize}`);
  return rows.map((row) => ({
    callTaskId: String(row.id),
    personId: String(row.person_id),
    maskedName: maskName(String(row.name ?? "")),
    attempts: Number(row.attempts),
    lastOutcome: row.last_outcome as NextCallTask["lastOutcome"],
  }));
}

/** The slots of the next two weeks that still have a place. */
export async function openSlots(incidentId: string): Promise<OpenSlot[]> {
  const db = database();
  const [incident, lines] = await Promise.all([incidentById(incidentId), linesOfIncident(incidentId)]);
  const [clock] = await db.execute<{ now: string }>(sql`select clock_timestamp()::text as now`);
  const slots = slotsAhead(callbackPeriods(lines), new Date(String(clock?.now)), incident.callbackMinutes);
  const taken = await db.execute<{ starts_at: string; free: number }>(sql`
    select starts_at::text, capacity - booked as free from callback_slots
    where incident_id = ${incidentId} and starts_at > clock_timestamp()`);
  const free = new Map(taken.map((row) => [new Date(row.starts_at).getTime(), Number(row.free)]));
  return slots
    .map((slot) => ({ ...slot, free: free.get(slot.startsAt.getTime()) ?? incident.callbackAgents }))
    .filter((slot) => slot.free > 0);
}

/** How the explanations stand, and what is due. */
export async function callbackCounts(incidentId: string): Promise<CallbackCounts> {
  const db = database();
  const states = await db.execute<{ state: string; n: number }>(
    sql`select state, count(*) as n from call_tasks where incident_id = ${incidentId} group by state`,
  );
  const [due] = await db.execute<{ today: number; overdue: number }>(sql`
    select count(*) filter (where (due_at at time zone 'Asia/Tokyo')::date = (clock_timestamp() at time zone 'Asia/Tokyo')::date) as today,
           count(*) filter (where due_at < clock_timestamp()) as overdue
    from callbacks where incident_id = ${incidentId} and state = 'booked'`);
  const counted = Object.fromEntries(
    callTaskStates.map((state) => [state, Number(states.find((row) => row.state === state)?.n ?? 0)]),
  ) as Omit<CallbackCounts, "dueToday" | "overdue">;
  return {
    ...counted,
    dueToday: Number(due?.today ?? 0),
    overdue: Number(due?.overdue ?? 0),
  } as CallbackCounts;
}
