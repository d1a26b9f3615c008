import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents } from "./incidents";
import { people } from "./people";
import { staff } from "./staff";

/** Whether the catalog named all that lay on a medium when a list was decided on; reasons with how often each stood. */
export type ScopeThen = {
  label: string;
  verdict: "complete" | "unconfirmed" | "incomplete";
  reasons: Record<string, number>;
};

export type ListState = "frozen" | "approved" | "superseded" | "rejected";

/** A frozen version of who is affected. `contentHash` = SHA-256 over the canonical rows in person order. */
export const affectedLists = pgTable(
  "affected_lists",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    version: integer("version").notNull(),
    state: text("state").$type<ListState>().notNull().default("frozen"),
    peopleCount: integer("people_count").notNull(),
    documentCount: integer("document_count").notNull(),
    contentHash: text("content_hash").notNull(),
    incompleteOverride: text("incomplete_override"),
    frozenBy: text("frozen_by")
      .notNull()
      .references(() => staff.id),
    frozenAt: at("frozen_at").notNull().defaultNow(),
    decidedBy: text("decided_by").references(() => staff.id),
    decidedAt: at("decided_at"),
    /** What was known of each medium when this version was decided on: what an approval was signed over. */
    decidedScope: jsonb("decided_scope").$type<ScopeThen[]>(),
  },
  (t) => [
    uniqueIndex("affected_lists_version").on(t.incidentId, t.version),
    uniqueIndex("affected_lists_one_frozen").on(t.incidentId).where(sql`${t.state} = 'frozen'`),
    uniqueIndex("affected_lists_one_approved").on(t.incidentId).where(sql`${t.state} = 'approved'`),
    check("affected_lists_second_person", sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.frozenBy}`),
  ],
);

export type AddresseeKind = "insured" | "guardian" | "bereaved" | "policyholder" | "proxy";

/** One line of a frozen list. No update, no delete (trigger): `canonical` is exactly what was hashed. */
export const affectedPeople = pgTable(
  "affected_people",
  {
    listId: uuid("list_id")
      .notNull()
      .references(() => affectedLists.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    addressee: text("addressee").$type<AddresseeKind>().notNull(),
    canonical: text("canonical").notNull(),
  },
  (t) => [primaryKey({ columns: [t.listId, t.personId] }), index("affected_people_person").on(t.personId)],
);
