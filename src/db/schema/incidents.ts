import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  time,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { staff } from "./staff";

/** One loss. The long texts are what the letters say; they are data so that no letter is written in code. */
export const incidents = pgTable("incidents", {
  id: id(),
  code: text("code").notNull().unique(),
  title: text("title").notNull(),
  state: text("state").$type<"open" | "closed">().notNull().default("open"),
  discoveredOn: date("discovered_on").notNull(),
  organisationName: text("organisation_name").notNull(),
  departmentName: text("department_name").notNull().default(""),
  representativeName: text("representative_name").notNull().default(""),
  organisationPostcode: text("organisation_postcode").notNull().default(""),
  organisationAddress: text("organisation_address").notNull().default(""),
  outline: text("outline").notNull().default(""),
  cause: text("cause").notNull().default(""),
  secondaryHarm: text("secondary_harm").notNull().default(""),
  measures: text("measures").notNull().default(""),
  outlineEn: text("outline_en").notNull().default(""),
  causeEn: text("cause_en").notNull().default(""),
  secondaryHarmEn: text("secondary_harm_en").notNull().default(""),
  measuresEn: text("measures_en").notNull().default(""),
  letterDate: date("letter_date"),
  /** Which envelope record the letters are set for. */
  envelopeCode: text("envelope_code").notNull().default("chokei3"),
  /** When the post collects, at the place that posts (Asia/Tokyo). */
  postCutoff: time("post_cutoff"),
  callbackMinutes: integer("callback_minutes").notNull().default(30),
  callbackAgents: integer("callback_agents").notNull().default(4),
  openedBy: text("opened_by")
    .notNull()
    .references(() => staff.id),
  openedAt: at("opened_at").notNull().defaultNow(),
});

/** Why the scope is what it is: a medium added, concluded lost, found. Rows with a reason, never edits. */
export const incidentScopeChanges = pgTable(
  "incident_scope_changes",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    at: at("at").notNull().defaultNow(),
    byStaffId: text("by_staff_id").references(() => staff.id),
    change: text("change").notNull(),
    subjectId: uuid("subject_id"),
    reason: text("reason").notNull(),
  },
  (t) => [index("incident_scope_changes_incident").on(t.incidentId, t.at)],
);

export const hotlineLines = pgTable(
  "hotline_lines",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    nameJa: text("name_ja").notNull(),
    nameEn: text("name_en").notNull(),
    number: text("number").notNull(),
    charge: text("charge").$type<"free" | "charged">().notNull(),
    audience: text("audience").$type<"everyone" | "affected">().notNull(),
  },
  (t) => [uniqueIndex("hotline_lines_number").on(t.incidentId, t.number, t.audience)],
);

/** Opening periods, effective-dated. A kind of day without a row is a day the line is closed. Asia/Tokyo. */
export const hotlineHours = pgTable(
  "hotline_hours",
  {
    id: id(),
    lineId: uuid("line_id")
      .notNull()
      .references(() => hotlineLines.id, { onDelete: "cascade" }),
    validFrom: date("valid_from").notNull(),
    validUntil: date("valid_until"),
    dayKind: text("day_kind").$type<"weekday" | "weekend" | "holiday">().notNull(),
    opens: time("opens").notNull(),
    closes: time("closes").notNull(),
  },
  (t) => [
    index("hotline_hours_line").on(t.lineId, t.validFrom),
    check("hotline_hours_opens_before_closes", sql`${t.opens} < ${t.closes}`),
    check("hotline_hours_valid_order", sql`${t.validUntil} is null or ${t.validFrom} <= ${t.validUntil}`),
  ],
);

/** A file a member of staff brings in, received part by part. `sha256` is set when it is whole. */
export const uploads = pgTable("uploads", {
  id: id(),
  incidentId: uuid("incident_id")
    .notNull()
    .references(() => incidents.id),
  fileName: text("file_name").notNull(),
  bytesExpected: bigint("bytes_expected", { mode: "number" }).notNull(),
  partBytes: integer("part_bytes").notNull(),
  state: text("state").$type<"receiving" | "complete">().notNull().default("receiving"),
  sha256: text("sha256"),
  storedAs: text("stored_as"),
  byStaffId: text("by_staff_id")
    .notNull()
    .references(() => staff.id),
  createdAt: at("created_at").notNull().defaultNow(),
});

export const uploadParts = pgTable(
  "upload_parts",
  {
    uploadId: uuid("upload_id")
      .notNull()
      .references(() => uploads.id, { onDelete: "cascade" }),
    partNumber: integer("part_number").notNull(),
    bytes: integer("bytes").notNull(),
    sha256: text("sha256").notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.partNumber] })],
);

/**
 * A line of a file that could not be understood, written anew by a person. The file itself never changes: whoever
 * reads it gets `mended` in place of its `lines` physical lines from `line` on. An empty text strikes them out.
 * `received` is what stood there. Brought again, the same file (by hash) in the same incident has the same mends.
 */
export const lineMends = pgTable(
  "line_mends",
  {
    id: id(),
    uploadId: uuid("upload_id")
      .notNull()
      .references(() => uploads.id),
    line: integer("line").notNull(),
    lines: integer("lines").notNull().default(1),
    received: text("received").notNull(),
    mended: text("mended").notNull(),
    reason: text("reason").notNull(),
    mendedBy: text("mended_by")
      .notNull()
      .references(() => staff.id),
    mendedAt: at("mended_at").notNull().defaultNow(),
    revokedBy: text("revoked_by").references(() => staff.id),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    uniqueIndex("line_mends_line").on(t.uploadId, t.line).where(sql`${t.revokedAt} is null`),
    check("line_mends_lines", sql`${t.lines} > 0`),
    check("line_mends_revoked", sql`num_nonnulls(${t.revokedBy}, ${t.revokedAt}) in (0, 2)`),
  ],
);

export type ProgressDetail = { reason: string; detail: Record<string, string | number | boolean | null> };
/** A problem a screen can explain: a dotted reason and where (never personal values). */
export const problemColumn = (name: string) => jsonb(name).$type<ProgressDetail>();
