import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ImportState } from "./catalog";
import { at, id } from "./columns";
import { incidents, problemColumn, uploads } from "./incidents";
import { staff } from "./staff";

/** How carefully an item of information is to be held; `unknown` is what nobody can tell without seeing the paper. */
export type Sensitivity = "ordinary" | "financial" | "identity" | "special-care" | "unknown";
export type DataElement = {
  code: string;
  ja: string;
  en: string;
  specialCare: boolean;
  /** Absent in classes that were added before it was kept. */
  sensitivity?: Sensitivity;
  /** Whose it is, where the paper names others than the insured. Absent: the insured person's. */
  of?: RoleInDocument;
};

/** As what a person stands in a document. */
export type RoleInDocument =
  | "insured"
  | "policyholder"
  | "beneficiary"
  | "guardian"
  | "proxy"
  | "bereaved-family";

/** What a kind of paper tells about a person. Opened with the incident; more can be added. */
export const documentClasses = pgTable(
  "document_classes",
  {
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    code: text("code").notNull(),
    nameJa: text("name_ja").notNull(),
    nameEn: text("name_en").notNull(),
    elements: jsonb("elements").$type<DataElement[]>().notNull(),
    /** How folder and file names call it. */
    words: text("words").array().notNull().default(sql`'{}'`),
    position: smallint("position").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.code] })],
);

/**
 * A version of the rules that say which paper a path is. A draft may be changed and tried; an active one never
 * changes, and the next version supersedes it.
 */
export const pathRuleSets = pgTable(
  "path_rule_sets",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    version: integer("version").notNull(),
    state: text("state").$type<"draft" | "active" | "superseded">().notNull().default("draft"),
    note: text("note").notNull().default(""),
    /** Null: the rules every incident starts with. */
    madeBy: text("made_by").references(() => staff.id),
    madeAt: at("made_at").notNull().defaultNow(),
    activatedBy: text("activated_by").references(() => staff.id),
    activatedAt: at("activated_at"),
  },
  (t) => [
    uniqueIndex("path_rule_sets_version").on(t.incidentId, t.version),
    uniqueIndex("path_rule_sets_one_active").on(t.incidentId).where(sql`${t.state} = 'active'`),
    uniqueIndex("path_rule_sets_one_draft").on(t.incidentId).where(sql`${t.state} = 'draft'`),
  ],
);

export const pathRules = pgTable(
  "path_rules",
  {
    setId: uuid("set_id")
      .notNull()
      .references(() => pathRuleSets.id, { onDelete: "cascade" }),
    position: smallint("position").notNull(),
    name: text("name").notNull(),
    action: text("action").$type<"document" | "exclude" | "doubt">().notNull(),
    pattern: text("pattern").notNull(),
    classCode: text("class_code"),
  },
  (t) => [primaryKey({ columns: [t.setId, t.position] }), uniqueIndex("path_rules_name").on(t.setId, t.name)],
);

/**
 * A list of papers by path, kept by the organisation itself. `complete`: it speaks where the path rules decide
 * nothing; `replace`: it alone decides. rows read = rows + duplicates + rejected.
 */
export const documentIndexes = pgTable(
  "document_indexes",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    uploadId: uuid("upload_id")
      .notNull()
      .references(() => uploads.id),
    fileName: text("file_name").notNull(),
    encoding: text("encoding").notNull(),
    delimiter: text("delimiter").notNull().default(","),
    mapping: jsonb("mapping").$type<Record<string, number>>().notNull(),
    mode: text("mode").$type<"complete" | "replace">().notNull(),
    state: text("state").$type<ImportState>().notNull().default("queued"),
    contentHash: text("content_hash").notNull(),
    bytesTotal: bigint("bytes_total", { mode: "number" }).notNull(),
    bytesRead: bigint("bytes_read", { mode: "number" }).notNull().default(0),
    rowsRead: integer("rows_read").notNull().default(0),
    rowsTaken: integer("rows_taken").notNull().default(0),
    rowsDuplicate: integer("rows_duplicate").notNull().default(0),
    rowsRejected: integer("rows_rejected").notNull().default(0),
    problem: problemColumn("problem"),
    startedAt: at("started_at"),
    endedAt: at("ended_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("document_indexes_content")
      .on(t.incidentId, t.contentHash)
      .where(sql`${t.state} in ('queued', 'reading', 'read')`),
    check(
      "document_indexes_account",
      sql`${t.state} <> 'read' or ${t.rowsRead} = ${t.rowsTaken} + ${t.rowsDuplicate} + ${t.rowsRejected}`,
    ),
  ],
);

export const documentIndexRows = pgTable(
  "document_index_rows",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    indexId: uuid("index_id")
      .notNull()
      .references(() => documentIndexes.id, { onDelete: "cascade" }),
    line: integer("line").notNull(),
    raw: text("raw").notNull(),
    outcome: text("outcome").$type<"row" | "duplicate" | "rejected">().notNull(),
    reason: text("reason").notNull().default(""),
    reasonColumn: integer("reason_column"),
    path: text("path"),
    claimNumber: text("claim_number"),
    classCode: text("class_code"),
    documentKey: text("document_key"),
    receivedOn: text("received_on"),
  },
  (t) => [
    uniqueIndex("document_index_rows_line").on(t.indexId, t.line),
    // A path may be longer than what a B-tree takes.
    index("document_index_rows_path").on(t.indexId, sql`md5(${t.path})`),
    check("document_index_rows_reason", sql`${t.outcome} = 'row' or ${t.reason} <> ''`),
  ],
);

/** One paper, however many catalog rows speak of it. `certainty`: does a whole copy lie on a lost medium? */
export const documents = pgTable(
  "documents",
  {
    id: id(),
    /** Refers by statement triggers, as in `catalog_row_media`. */
    incidentId: uuid("incident_id").notNull(),
    documentKey: text("document_key").notNull(),
    claimNumber: text("claim_number").notNull(),
    classCode: text("class_code").notNull(),
    receivedOn: text("received_on"),
    certainty: text("certainty").$type<"full" | "partial">().notNull(),
  },
  (t) => [
    uniqueIndex("documents_key").on(t.incidentId, t.documentKey),
    index("documents_claim").on(t.incidentId, t.claimNumber),
    check("documents_certainty", sql`${t.certainty} in ('full', 'partial')`),
  ],
);

/** The rows that put a document on a medium: the way back to the tape. */
export const documentSources = pgTable(
  "document_sources",
  {
    /** All three refer by statement triggers, as in `catalog_row_media`. */
    documentId: uuid("document_id").notNull(),
    catalogRowId: bigint("catalog_row_id", { mode: "number" }).notNull(),
    mediumId: uuid("medium_id").notNull(),
    coverage: text("coverage").$type<"full" | "partial">().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.catalogRowId, t.mediumId] }),
    index("document_sources_row").on(t.catalogRowId),
  ],
);
