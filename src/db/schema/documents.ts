import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { catalogRows } from "./catalog";
import { id } from "./columns";
import { incidents } from "./incidents";
import { media } from "./media";

export type DataElement = { code: string; ja: string; en: string; specialCare: boolean };

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
  },
  (t) => [primaryKey({ columns: [t.incidentId, t.code] })],
);

/** One paper, however many catalog rows speak of it. `certainty`: does a whole copy lie on a lost medium? */
export const documents = pgTable(
  "documents",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
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
    documentId: uuid("document_id")
      .notNull()
      .references(() => documents.id, { onDelete: "cascade" }),
    catalogRowId: bigint("catalog_row_id", { mode: "number" })
      .notNull()
      .references(() => catalogRows.id, { onDelete: "cascade" }),
    mediumId: uuid("medium_id")
      .notNull()
      .references(() => media.id),
    coverage: text("coverage").$type<"full" | "partial">().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.catalogRowId, t.mediumId] }),
    index("document_sources_row").on(t.catalogRowId),
  ],
);
