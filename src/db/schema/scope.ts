import { sql } from "drizzle-orm";
import {
  bigint,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents } from "./incidents";
import { affectedLists } from "./lists";
import { staff } from "./staff";

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/**
 * What "what if" counts with, measured once after a derivation: for every person and every place a document of
 * theirs lies in (volume, job, day, class), packed into parts. `outline` names the volumes, jobs, days and classes
 * the packed numbers stand for. `places` counts the packed entries.
 */
export const scopeMeasures = pgTable("scope_measures", {
  incidentId: uuid("incident_id")
    .primaryKey()
    .references(() => incidents.id),
  /** Grows with each measuring; what is kept in memory is of one of them. 0: not measured yet. */
  version: bigint("version", { mode: "number" }).notNull(),
  measuredAt: at("measured_at").notNull().defaultNow(),
  people: integer("people").notNull(),
  places: bigint("places", { mode: "number" }).notNull(),
  outline: jsonb("outline").notNull(),
  /** Which step of a measuring is being done now, from 1; null while none is. */
  step: smallint("step"),
});

export const scopeMeasureParts = pgTable(
  "scope_measure_parts",
  {
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    part: smallint("part").notNull(),
    content: bytes("content").notNull(),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.part] })],
);

/**
 * Somebody asked and is not on the list: what was searched, by which keys and variants, and how much came near.
 * `content` is exactly what was hashed and printed; it names nobody but the one who asked. No update, no delete
 * (trigger).
 */
export const absenceCertificates = pgTable(
  "absence_certificates",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    /** Printed on it, to find it again. */
    number: text("number").notNull().unique(),
    listId: uuid("list_id")
      .notNull()
      .references(() => affectedLists.id),
    content: text("content").notNull(),
    contentHash: text("content_hash").notNull(),
    issuedBy: text("issued_by")
      .notNull()
      .references(() => staff.id),
    issuedAt: at("issued_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("absence_certificates_incident").on(t.incidentId, t.issuedAt)],
);
