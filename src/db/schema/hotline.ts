import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents } from "./incidents";
import { people } from "./people";
import { staff } from "./staff";

/** One call taken by one agent. The caller is not always the affected person. An agent has one open call. */
export const calls = pgTable(
  "calls",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    agentId: text("agent_id")
      .notNull()
      .references(() => staff.id),
    personId: uuid("person_id").references(() => people.id),
    direction: text("direction").$type<"inbound" | "outbound">().notNull(),
    startedAt: at("started_at").notNull().defaultNow(),
    endedAt: at("ended_at"),
    outcome: text("outcome"),
    topics: text("topics").array().notNull().default(sql`'{}'::text[]`),
    complaint: boolean("complaint").notNull().default(false),
    note: text("note").notNull().default(""),
  },
  (t) => [
    uniqueIndex("calls_one_open").on(t.agentId).where(sql`${t.endedAt} is null`),
    index("calls_person").on(t.personId, t.startedAt),
    index("calls_incident").on(t.incidentId, t.startedAt),
    check("calls_wrapped_up", sql`(${t.endedAt} is null) = (${t.outcome} is null)`),
  ],
);

/**
 * One attempt to know who is calling. `grantedUntil` is the permission to hear; it ends with the call.
 * `questions` are field names drawn by the server from facts that were not lost; answers are never stored.
 */
export const callerVerifications = pgTable(
  "caller_verifications",
  {
    id: id(),
    callId: uuid("call_id")
      .notNull()
      .references(() => calls.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    agentId: text("agent_id")
      .notNull()
      .references(() => staff.id),
    method: text("method").$type<"inquiry-number" | "questions">().notNull(),
    questions: jsonb("questions").$type<string[]>().notNull().default([]),
    result: text("result").$type<"asked" | "passed" | "failed">().notNull().default("asked"),
    failures: integer("failures").notNull().default(0),
    at: at("at").notNull().defaultNow(),
    grantedUntil: at("granted_until"),
    grantEndedAt: at("grant_ended_at"),
  },
  (t) => [
    index("caller_verifications_call").on(t.callId, t.at),
    index("caller_verifications_person").on(t.personId, t.at),
    check("caller_verifications_grant", sql`(${t.result} = 'passed') = (${t.grantedUntil} is not null)`),
  ],
);
