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
import { at, id } from "./columns";
import { incidents, problemColumn, uploads } from "./incidents";
import { staff } from "./staff";

/**
 * The life of an import:
 *
 *     queued → reading → read → withdrawn (a person took it back, with a reason)
 *                 │         └→ replaced  (its successor, read with mended lines, became `read` in the same commit)
 *                 └→ failed (the file cannot be read; `problem` says where)
 *
 * Only `read` counts: rows of an import in any other state stand in no figure and lead to no person. While it is
 * `reading`, rows are committed step by step; a worker that takes it up goes on after `rowsWritten`. `withdrawn`,
 * `replaced` and `failed` are final; the file may be brought or read again as another import.
 */
export type ImportState = "queued" | "reading" | "read" | "failed" | "withdrawn" | "replaced";

/** How fast a reading goes, as its worker measured it last; `secondsLeft` is null while that is not known. */
export type ImportPace = { rowsPerSecond: number; secondsLeft: number | null };

/**
 * One reading of one catalog (several files). Among those that count or will, the same files are there once:
 * `contentHash` is of the files as received, `mendsHash` of the mends they are read with.
 * `rowsWritten` = the rows that are there, in every state: when it stops counting, its rows are deleted in steps
 * (the files, the counts by file and the mends remain, and say the same).
 */
export const catalogImports = pgTable(
  "catalog_imports",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    format: text("format"),
    state: text("state").$type<ImportState>().notNull().default("queued"),
    contentHash: text("content_hash").notNull(),
    bytesTotal: bigint("bytes_total", { mode: "number" }).notNull(),
    bytesRead: bigint("bytes_read", { mode: "number" }).notNull().default(0),
    rowsRead: bigint("rows_read", { mode: "number" }).notNull().default(0),
    /** Rows that are committed already: where reading goes on after it was interrupted. */
    rowsWritten: bigint("rows_written", { mode: "number" }).notNull().default(0),
    /** Null while nothing is known; `toldAt` is when the worker was last heard of. */
    pace: jsonb("pace").$type<ImportPace>(),
    toldAt: at("told_at"),
    /** What a person stated: of a CSV that no reader knows, field → column (from 0); as text, what holds for all of it. */
    mapping: jsonb("mapping").$type<Record<string, number | string>>(),
    /** The import that this one reads again. */
    replacesImportId: uuid("replaces_import_id"),
    /** The line mends it is read with, fixed when it was asked for. */
    mendIds: uuid("mend_ids").array().notNull().default(sql`'{}'`),
    mendsHash: text("mends_hash").notNull().default(""),
    /** Hash of the path rules its rows were classified by; other rules classify them anew. */
    pathRulesHash: text("path_rules_hash"),
    problem: problemColumn("problem"),
    startedAt: at("started_at"),
    endedAt: at("ended_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("catalog_imports_content")
      .on(t.incidentId, t.contentHash, t.mendsHash)
      .where(sql`${t.state} in ('queued', 'reading', 'read')`),
    uniqueIndex("catalog_imports_one_successor")
      .on(t.replacesImportId)
      .where(sql`${t.state} in ('queued', 'reading', 'read')`),
  ],
);

/** Per file: every line read is a fact, rejected with a reason, or ignored with a reason (asserted below). */
export const catalogImportFiles = pgTable(
  "catalog_import_files",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => catalogImports.id, { onDelete: "cascade" }),
    fileNumber: smallint("file_number").notNull(),
    uploadId: uuid("upload_id")
      .notNull()
      .references(() => uploads.id),
    fileName: text("file_name").notNull(),
    linesRead: bigint("lines_read", { mode: "number" }).notNull().default(0),
    facts: bigint("facts", { mode: "number" }).notNull().default(0),
    rejected: bigint("rejected", { mode: "number" }).notNull().default(0),
    ignored: bigint("ignored", { mode: "number" }).notNull().default(0),
    ignoredBy: jsonb("ignored_by").$type<Record<string, number>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.fileNumber] }),
    check("catalog_import_files_account", sql`${t.linesRead} = ${t.facts} + ${t.rejected} + ${t.ignored}`),
  ],
);

/** What the catalog says of a volume, whether or not it is one of ours. */
export const catalogMedia = pgTable(
  "catalog_media",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => catalogImports.id, { onDelete: "cascade" }),
    volume: text("volume").notNull(),
    facts: jsonb("facts").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.volume] })],
);

export const backupJobs = pgTable(
  "backup_jobs",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => catalogImports.id, { onDelete: "cascade" }),
    jobId: integer("job_id").notNull(),
    name: text("name").notNull(),
    level: text("level").notNull().default(""),
    status: text("status").notNull().default(""),
    startedAt: text("started_at"),
    jobFiles: bigint("job_files", { mode: "number" }),
    facts: jsonb("facts").$type<Record<string, string | number | boolean | null>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.jobId] })],
);

/** How many entries the catalog lists for a job, counted while reading; held against the job's own `jobFiles`. */
export const catalogJobEntries = pgTable(
  "catalog_job_entries",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => catalogImports.id, { onDelete: "cascade" }),
    jobId: integer("job_id").notNull(),
    files: bigint("files", { mode: "number" }).notNull(),
    directories: bigint("directories", { mode: "number" }).notNull(),
    baseFiles: bigint("base_files", { mode: "number" }).notNull(),
    withoutIndex: bigint("without_index", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.jobId] })],
);

/** On this tape is an index range of a job, not the job. */
export const jobMedia = pgTable(
  "job_media",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    importId: uuid("import_id")
      .notNull()
      .references(() => catalogImports.id, { onDelete: "cascade" }),
    jobId: integer("job_id").notNull(),
    volume: text("volume").notNull(),
    firstIndex: integer("first_index").notNull(),
    lastIndex: integer("last_index").notNull(),
    startBlock: bigint("start_block", { mode: "number" }),
    endBlock: bigint("end_block", { mode: "number" }),
  },
  (t) => [index("job_media_job").on(t.importId, t.jobId)],
);

export type Bucket = "unplaced" | "mapped" | "excluded" | "unresolved";

/**
 * One row per file record of the catalog, raw beside parsed. `bucket` starts as excluded, for it lies on no
 * lost medium as far as anyone knows; the derivation decides on those that do, and counts: rows = mapped + excluded
 * (named rule) + unresolved (reason). Until it has, the counts say that the rows are unplaced.
 */
export const catalogRows = pgTable(
  "catalog_rows",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** Of `catalog_imports`; kept true by statement triggers, as every reference of tables filled by the million. */
    importId: uuid("import_id").notNull(),
    fileNumber: smallint("file_number").notNull(),
    line: integer("line").notNull(),
    raw: text("raw").notNull(),
    jobId: integer("job_id"),
    fileIndex: integer("file_index"),
    path: text("path"),
    sizeBytes: bigint("size_bytes", { mode: "number" }),
    modifiedAt: at("modified_at"),
    /** 0: the job's own file; 1: a file of its base job; 2: the source cannot tell; 3: deleted later (LTFS). */
    isBase: smallint("is_base").notNull().default(0),
    bucket: text("bucket").$type<Bucket>().notNull().default("unplaced"),
    bucketRule: text("bucket_rule").notNull().default(""),
    /** Of a record that could not be understood: the column's name, and the character by its code point. */
    reasonColumn: text("reason_column"),
    codePoint: text("code_point"),
    claimNumber: text("claim_number"),
    classCode: text("class_code"),
    documentKey: text("document_key"),
    receivedOn: text("received_on"),
    /** The path rule that decided, or why none did; null until the row is classified. */
    pathRule: text("path_rule"),
  },
  (t) => [
    uniqueIndex("catalog_rows_line").on(t.importId, t.fileNumber, t.line),
    // Most rows lie on no lost medium, as they are written. Whoever looks at those walks along the rows themselves.
    index("catalog_rows_set_apart")
      .on(t.importId, t.bucket, t.bucketRule, t.id)
      .where(sql`${t.bucketRule} <> 'not-on-lost-medium'`),
    check("catalog_rows_bucket_named", sql`${t.bucket} = 'unplaced' or ${t.bucketRule} <> ''`),
  ],
);

/** A catalog row that lies, whole or in part, on one of the incident's media in scope. */
export const catalogRowMedia = pgTable(
  "catalog_row_media",
  {
    /** Both refer by statement triggers, a row at a time being too slow. */
    catalogRowId: bigint("catalog_row_id", { mode: "number" }).notNull(),
    mediumId: uuid("medium_id").notNull(),
    coverage: text("coverage").$type<"full" | "partial">().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.catalogRowId, t.mediumId] }),
    index("catalog_row_media_medium").on(t.mediumId),
  ],
);

/** The row counts by bucket and rule as of the last derivation: what screens show without counting rows. */
export const catalogRowCounts = pgTable(
  "catalog_row_counts",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => catalogImports.id, { onDelete: "cascade" }),
    bucket: text("bucket").$type<Bucket>().notNull(),
    bucketRule: text("bucket_rule").notNull(),
    rows: bigint("rows", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.bucket, t.bucketRule] })],
);

/**
 * The same rows by tape and by day received, as of the last derivation. Of a medium: the rows that lie on it, so that
 * a row on two tapes counts at both; of a day: every row of the import once, `""` where no day is known.
 */
export const catalogRowSums = pgTable(
  "catalog_row_sums",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => catalogImports.id, { onDelete: "cascade" }),
    by: text("by").$type<"medium" | "day">().notNull(),
    /** The medium's id, or the day as the path says it (2012-11-05, 2012-11). */
    of: text("of").notNull(),
    bucket: text("bucket").$type<Bucket>().notNull(),
    rows: bigint("rows", { mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.by, t.of, t.bucket] }),
    check("catalog_row_sums_placed", sql`${t.bucket} <> 'unplaced' and ${t.rows} > 0`),
  ],
);

/** How the columns of somebody's own CSV are to be read, kept for the next file with the same header. */
export const catalogMappings = pgTable(
  "catalog_mappings",
  {
    id: id(),
    name: text("name").notNull(),
    /** SHA-256 of the header's cells, so that the next such file is recognised. */
    headerHash: text("header_hash").notNull(),
    mapping: jsonb("mapping").$type<Record<string, number | string>>().notNull(),
    savedBy: text("saved_by")
      .notNull()
      .references(() => staff.id),
    savedAt: at("saved_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("catalog_mappings_header").on(t.headerHash)],
);
