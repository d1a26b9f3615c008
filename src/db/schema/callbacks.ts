import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents } from "./incidents";
import { notices } from "./notices";
import { people } from "./people";
import { staff } from "./staff";

export type CallTaskState = "owed" | "promised" | "done" | "exhausted" | "refused" | "stopped";

/** The explanation by telephone that we owe a person: one per person and incident. */
export const callTasks = pgTable(
  "call_tasks",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    state: text("state").$type<CallTaskState>().notNull().default("owed"),
    attempts: integer("attempts").notNull().default(0),
    nextCallableAt: at("next_callable_at"),
    doneAt: at("done_at"),
  },
  (t) => [
    uniqueIndex("call_tasks_person").on(t.incidentId, t.personId),
    uniqueIndex("call_tasks_notice").on(t.noticeId),
    index("call_tasks_state").on(t.incidentId, t.state, t.nextCallableAt, t.id),
  ],
);

/** A stretch of opening time and how many calls it holds. The check is what makes overbooking impossible. */
export const callbackSlots = pgTable(
  "callback_slots",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    startsAt: at("starts_at").notNull(),
    endsAt: at("ends_at").notNull(),
    capacity: integer("capacity").notNull(),
    booked: integer("booked").notNull().default(0),
  },
  (t) => [
    uniqueIndex("callback_slots_start").on(t.incidentId, t.startsAt),
    check("callback_slots_not_overfilled", sql`${t.booked} between 0 and ${t.capacity}`),
  ],
);

export type CallbackState = "booked" | "kept" | "missed" | "cancelled";

/** A promise: it has a due time and somebody who answers for it. */
export const callbacks = pgTable(
  "callbacks",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    callTaskId: uuid("call_task_id")
      .notNull()
      .references(() => callTasks.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    slotId: uuid("slot_id")
      .notNull()
      .references(() => callbackSlots.id),
    dueAt: at("due_at").notNull(),
    state: text("state").$type<CallbackState>().notNull().default("booked"),
    ownerId: text("owner_id").references(() => staff.id),
    promisedBy: text("promised_by").references(() => staff.id),
    promisedAt: at("promised_at").notNull().defaultNow(),
    note: text("note").notNull().default(""),
    settledAt: at("settled_at"),
  },
  (t) => [
    uniqueIndex("callbacks_one_live").on(t.callTaskId).where(sql`${t.state} = 'booked'`),
    index("callbacks_due").on(t.incidentId, t.state, t.dueAt),
  ],
);

export type AttemptOutcome = "explained" | "no-answer" | "busy" | "asked-later" | "wrong-number" | "refused";

/** We rang. An attempt is not a completion. */
export const callAttempts = pgTable(
  "call_attempts",
  {
    id: id(),
    callTaskId: uuid("call_task_id")
      .notNull()
      .references(() => callTasks.id),
    callbackId: uuid("callback_id").references(() => callbacks.id),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().defaultNow(),
    outcome: text("outcome").$type<AttemptOutcome>().notNull(),
    explained: text("explained").array().notNull().default(sql`'{}'::text[]`),
    note: text("note").notNull().default(""),
  },
  (t) => [index("call_attempts_task").on(t.callTaskId, t.at)],
);
