import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
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
import type { ImportPace, ImportState } from "./catalog";
import { at, id } from "./columns";
import type { RoleInDocument } from "./documents";
import { incidents, problemColumn, uploads } from "./incidents";
import { staff } from "./staff";

/**
 * One reading of a customer master; its life is told at `ImportState`. rows read = records + duplicates + rejected,
 * asserted when it is read. Records of a master that counts no more stay: a letter may speak of a person they name.
 */
export const masterImports = pgTable(
  "master_imports",
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
    state: text("state").$type<ImportState>().notNull().default("queued"),
    contentHash: text("content_hash").notNull(),
    bytesTotal: bigint("bytes_total", { mode: "number" }).notNull(),
    bytesRead: bigint("bytes_read", { mode: "number" }).notNull().default(0),
    rowsRead: integer("rows_read").notNull().default(0),
    rowsRecorded: integer("rows_recorded").notNull().default(0),
    rowsDuplicate: integer("rows_duplicate").notNull().default(0),
    rowsRejected: integer("rows_rejected").notNull().default(0),
    pace: jsonb("pace").$type<ImportPace>(),
    toldAt: at("told_at"),
    /** The import that this one reads again. */
    replacesImportId: uuid("replaces_import_id"),
    /** The line mends it is read with, fixed when it was asked for. */
    mendIds: uuid("mend_ids").array().notNull().default(sql`'{}'`),
    mendsHash: text("mends_hash").notNull().default(""),
    problem: problemColumn("problem"),
    startedAt: at("started_at"),
    endedAt: at("ended_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("master_imports_content")
      .on(t.incidentId, t.contentHash, t.mendsHash)
      .where(sql`${t.state} in ('queued', 'reading', 'read')`),
    uniqueIndex("master_imports_one_successor")
      .on(t.replacesImportId)
      .where(sql`${t.state} in ('queued', 'reading', 'read')`),
    check(
      "master_imports_account",
      sql`${t.state} <> 'read' or ${t.rowsRead} = ${t.rowsRecorded} + ${t.rowsDuplicate} + ${t.rowsRejected}`,
    ),
  ],
);

/** The person's facts, as received and as keys. The same columns stand in `person_records` and `people`. */
const personColumns = () => ({
  insuredNumber: text("insured_number"),
  policyNumber: text("policy_number"),
  name: text("name"),
  nameKey: text("name_key"),
  kana: text("kana"),
  kanaKey: text("kana_key"),
  birthDate: date("birth_date"),
  sex: text("sex"),
  postcode: text("postcode"),
  address: text("address"),
  addressKey: text("address_key"),
  phone: text("phone"),
  email: text("email"),
  /** They agreed to be written to by e-mail; null: nobody said. */
  emailConsent: boolean("email_consent"),
  phoneKey: text("phone_key"),
  policyholderName: text("policyholder_name"),
  policyholderRelation: text("policyholder_relation"),
  guardianName: text("guardian_name"),
  deceasedOn: date("deceased_on"),
  bereavedName: text("bereaved_name"),
  bereavedRelation: text("bereaved_relation"),
  beneficiaryName: text("beneficiary_name"),
  proxyName: text("proxy_name"),
  proxyRelation: text("proxy_relation"),
});

/** What one line of a source says. Never edited; which person it belongs to is our decision beside it. */
export const personRecords = pgTable(
  "person_records",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    importId: uuid("import_id")
      .notNull()
      .references(() => masterImports.id, { onDelete: "cascade" }),
    line: integer("line").notNull(),
    raw: text("raw").notNull(),
    outcome: text("outcome").$type<"record" | "duplicate" | "rejected">().notNull(),
    reason: text("reason").notNull().default(""),
    reasonColumn: integer("reason_column"),
    /** Where the outcome is `duplicate`: the line of this import that says the same, letter for letter. */
    duplicateOfLine: integer("duplicate_of_line"),
    codePoint: text("code_point"),
    claimNumber: text("claim_number"),
    receivedOn: date("received_on"),
    warnings: jsonb("warnings").$type<{ field: string; reason: string; codePoint?: string }[]>(),
    ...personColumns(),
  },
  (t) => [
    uniqueIndex("person_records_line").on(t.importId, t.line),
    index("person_records_claim").on(t.claimNumber),
    index("person_records_insured").on(t.insuredNumber),
    check("person_records_reason", sql`${t.outcome} = 'record' or ${t.reason} <> ''`),
  ],
);

/**
 * Our decision that records are one human being: joined by themselves on the insured number and on nothing weaker,
 * beyond that by a person's decision (`person_merges`). `leadingRecordId` is the record whose facts stand here
 * (latest received, then latest line). A record without an insured number is a person of its own, `recordKey`.
 */
export const people = pgTable(
  "people",
  {
    id: id(),
    /** Refers by statement triggers, as in `catalog_row_media`. */
    incidentId: uuid("incident_id").notNull(),
    leadingRecordId: bigint("leading_record_id", { mode: "number" }).notNull(),
    affected: boolean("affected").notNull().default(false),
    documentCount: integer("document_count").notNull().default(0),
    /** File hash and line of a record without an insured number: the same again when the file is read again. */
    recordKey: text("record_key"),
    /** The person this one was found to be. Documents concern that person then. */
    mergedInto: uuid("merged_into").references((): AnyPgColumn => people.id),
    ...personColumns(),
  },
  (t) => [
    uniqueIndex("people_insured_number").on(t.incidentId, t.insuredNumber),
    uniqueIndex("people_record_key").on(t.incidentId, t.recordKey).where(sql`${t.recordKey} is not null`),
    index("people_merged_into").on(t.mergedInto).where(sql`${t.mergedInto} is not null`),
    check("people_one_identity", sql`num_nonnulls(${t.insuredNumber}, ${t.recordKey}) = 1`),
    check("people_not_merged_into_themselves", sql`${t.mergedInto} is distinct from ${t.id}`),
    index("people_affected").on(t.incidentId, t.affected, t.id),
    index("people_affected_by_kana")
      .on(t.incidentId, sql`coalesce(${t.kanaKey}, '')`, t.id)
      .where(sql`${t.affected}`),
    index("people_kana").on(t.incidentId, t.kanaKey),
    index("people_name").on(t.incidentId, t.nameKey),
    index("people_phone").on(t.incidentId, t.phoneKey),
    index("people_policy").on(t.incidentId, t.policyNumber),
  ],
);

/** What of whose: this document concerns this person. */
export const exposures = pgTable(
  "exposures",
  {
    /** Both refer by statement triggers, as in `catalog_row_media`. */
    personId: uuid("person_id").notNull(),
    documentId: uuid("document_id").notNull(),
    role: text("role").$type<RoleInDocument>().notNull().default("insured"),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.documentId, t.role] }),
    index("exposures_document").on(t.documentId),
  ],
);

/** Two people who may be one. `evidence`: per field, what was compared and how it came out; codes, no values. */
export const matchCandidates = pgTable(
  "match_candidates",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    onePersonId: uuid("one_person_id")
      .notNull()
      .references(() => people.id),
    otherPersonId: uuid("other_person_id")
      .notNull()
      .references(() => people.id),
    score: smallint("score").notNull(),
    evidence: jsonb("evidence").$type<Record<string, string>>().notNull(),
    state: text("state").$type<"waiting" | "merged" | "kept-apart">().notNull().default("waiting"),
    reason: text("reason").notNull().default(""),
    decidedBy: text("decided_by").references(() => staff.id),
    decidedAt: at("decided_at"),
  },
  (t) => [
    uniqueIndex("match_candidates_pair").on(t.incidentId, t.onePersonId, t.otherPersonId),
    index("match_candidates_queue").on(t.incidentId, t.state, t.score.desc(), t.id),
    check("match_candidates_order", sql`${t.onePersonId} < ${t.otherPersonId}`),
    check("match_candidates_reason", sql`${t.state} = 'waiting' or ${t.reason} <> ''`),
  ],
);

/** A person's decision that two people are one, and its taking back. */
export const personMerges = pgTable(
  "person_merges",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    keptPersonId: uuid("kept_person_id")
      .notNull()
      .references(() => people.id),
    mergedPersonId: uuid("merged_person_id")
      .notNull()
      .references(() => people.id),
    evidence: jsonb("evidence").$type<Record<string, string>>().notNull(),
    reason: text("reason").notNull(),
    mergedBy: text("merged_by")
      .notNull()
      .references(() => staff.id),
    mergedAt: at("merged_at").notNull().defaultNow(),
    unmergedBy: text("unmerged_by").references(() => staff.id),
    unmergedAt: at("unmerged_at"),
    unmergeReason: text("unmerge_reason"),
  },
  (t) => [
    uniqueIndex("person_merges_live").on(t.mergedPersonId).where(sql`${t.unmergedAt} is null`),
    index("person_merges_kept").on(t.keptPersonId),
    check(
      "person_merges_unmerged",
      sql`num_nonnulls(${t.unmergedBy}, ${t.unmergedAt}, ${t.unmergeReason}) in (0, 3)`,
    ),
  ],
);

/** Decided by a person: whoever is named in a claim in this role is that person. */
export const partyLinks = pgTable(
  "party_links",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    claimNumber: text("claim_number").notNull(),
    role: text("role").$type<RoleInDocument>().notNull(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    evidence: jsonb("evidence").$type<Record<string, string>>().notNull(),
    reason: text("reason").notNull(),
    linkedBy: text("linked_by")
      .notNull()
      .references(() => staff.id),
    linkedAt: at("linked_at").notNull().defaultNow(),
    revokedBy: text("revoked_by").references(() => staff.id),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    uniqueIndex("party_links_live")
      .on(t.incidentId, t.claimNumber, t.role)
      .where(sql`${t.revokedAt} is null`),
    index("party_links_person").on(t.personId),
  ],
);
