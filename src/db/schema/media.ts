import { date, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents } from "./incidents";
import { staff } from "./staff";

export type MediumState = "in-custody" | "missing" | "lost" | "found";

/** Tapes and the like. `missing` = suspected, `lost` = somebody concluded it; only those two are in scope. */
export const media = pgTable(
  "media",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    label: text("label").notNull(),
    mediaType: text("media_type").notNull().default(""),
    state: text("state").$type<MediumState>().notNull().default("in-custody"),
    missingSince: date("missing_since"),
    note: text("note").notNull().default(""),
    registeredAt: at("registered_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("media_label").on(t.incidentId, t.label)],
);

/** Who gave it to whom, where, when. Append-only by trigger. */
export const custodyEvents = pgTable(
  "custody_events",
  {
    id: id(),
    mediumId: uuid("medium_id")
      .notNull()
      .references(() => media.id),
    happenedAt: at("happened_at").notNull(),
    kind: text("kind").$type<"check-in" | "check-out" | "moved">().notNull(),
    fromPlace: text("from_place").notNull(),
    toPlace: text("to_place").notNull(),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    recordedAt: at("recorded_at").notNull().defaultNow(),
    note: text("note").notNull().default(""),
  },
  (t) => [index("custody_events_medium").on(t.mediumId, t.happenedAt)],
);

export const stocktakes = pgTable("stocktakes", {
  id: id(),
  incidentId: uuid("incident_id")
    .notNull()
    .references(() => incidents.id),
  takenOn: date("taken_on").notNull(),
  place: text("place").notNull(),
  byStaffId: text("by_staff_id")
    .notNull()
    .references(() => staff.id),
  slotsExpected: integer("slots_expected").notNull().default(0),
});

/** A stocktake that skipped a slot ("not-checked") is not one that saw the tape. */
export const stocktakeFindings = pgTable(
  "stocktake_findings",
  {
    id: id(),
    stocktakeId: uuid("stocktake_id")
      .notNull()
      .references(() => stocktakes.id),
    mediumId: uuid("medium_id")
      .notNull()
      .references(() => media.id),
    finding: text("finding").$type<"present" | "absent" | "unreadable" | "not-checked">().notNull(),
  },
  (t) => [uniqueIndex("stocktake_findings_medium").on(t.stocktakeId, t.mediumId)],
);
