import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents } from "./incidents";
import { type AddresseeKind, affectedLists } from "./lists";
import { people } from "./people";
import { staff } from "./staff";

export type NoticeChannel = "letter" | "call" | "email";

/** We owe this person this. One per person, incident and channel. `withheld` names why and who decided. */
export const notices = pgTable(
  "notices",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    channel: text("channel").$type<NoticeChannel>().notNull(),
    listId: uuid("list_id")
      .notNull()
      .references(() => affectedLists.id),
    addressee: text("addressee").$type<AddresseeKind>().notNull(),
    state: text("state").$type<"owed" | "withheld">().notNull().default("owed"),
    withheldReason: text("withheld_reason"),
    decidedBy: text("decided_by")
      .notNull()
      .references(() => staff.id),
    decidedAt: at("decided_at").notNull().defaultNow(),
    letterChunkId: uuid("letter_chunk_id"),
  },
  (t) => [
    uniqueIndex("notices_person_channel").on(t.incidentId, t.personId, t.channel),
    index("notices_chunk").on(t.letterChunkId),
    index("notices_state").on(t.incidentId, t.channel, t.state, t.withheldReason),
    check("notices_withheld_reason", sql`(${t.state} = 'withheld') = (${t.withheldReason} is not null)`),
  ],
);

/** Do not write (or do not ring): dated, with a name and a reason; lifting it is a date too. */
export const suppressions = pgTable(
  "suppressions",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    channel: text("channel").$type<NoticeChannel | "all">().notNull(),
    reason: text("reason").notNull(),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().defaultNow(),
    liftedAt: at("lifted_at"),
    liftedBy: text("lifted_by").references(() => staff.id),
  },
  (t) => [
    uniqueIndex("suppressions_live")
      .on(t.incidentId, t.personId, t.channel)
      .where(sql`${t.liftedAt} is null`),
  ],
);
