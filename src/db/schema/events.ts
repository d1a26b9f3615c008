import { sql } from "drizzle-orm";
import { bigint, customType, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { at } from "./columns";

const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/** What happened, in the transaction in which it happened. Append-only by trigger; ids, counts, field names. */
export const events = pgTable(
  "events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    xid: xid8("xid").notNull().default(sql`pg_current_xact_id()`),
    at: at("at").notNull().default(sql`clock_timestamp()`),
    incidentId: uuid("incident_id"),
    actorKind: text("actor_kind").$type<"staff" | "system">().notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    detail: jsonb("detail").$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    reason: text("reason"),
  },
  (t) => [
    index("events_subject").on(t.subjectType, t.subjectId, t.id),
    index("events_incident").on(t.incidentId, t.id),
  ],
);
