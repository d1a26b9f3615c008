import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at, id } from "./columns";

export type TaskState = "ready" | "running" | "done" | "dead" | "cancelled";

/**
 * Work asked for, as a row before it is a job (RELIABILITY D1). The queue only carries the id; state, retries,
 * lease and fence are here. `dedupeKey` makes asking twice the same as asking once.
 */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    name: text("name").notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    payload: jsonb("payload").$type<Record<string, string | number>>().notNull(),
    incidentId: text("incident_id"),
    state: text("state").$type<TaskState>().notNull().default("ready"),
    fence: integer("fence").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    leaseUntil: at("lease_until"),
    nextAt: at("next_at").notNull().default(sql`clock_timestamp()`),
    dispatchedAt: at("dispatched_at"),
    dispatchNo: integer("dispatch_no").notNull().default(0),
    lastReason: text("last_reason"),
    createdAt: at("created_at").notNull().default(sql`clock_timestamp()`),
    doneAt: at("done_at"),
  },
  (t) => [
    uniqueIndex("outbox_dedupe").on(t.dedupeKey),
    index("outbox_open").on(t.state, t.nextAt, t.id).where(sql`${t.state} in ('ready', 'running')`),
    index("outbox_dead").on(t.createdAt).where(sql`${t.state} = 'dead'`),
    check("outbox_state", sql`${t.state} in ('ready', 'running', 'done', 'dead', 'cancelled')`),
  ],
);
