import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents, problemColumn } from "./incidents";
import type { AddresseeKind } from "./lists";
import { notices } from "./notices";
import { people } from "./people";
import { staff } from "./staff";

/** The words an incident uses for one kind of addressee: which template, and who approved exactly what. */
export const letterTemplates = pgTable(
  "letter_templates",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    addressee: text("addressee").$type<AddresseeKind>().notNull(),
    templateName: text("template_name").notNull(),
    templateVersion: text("template_version").notNull(),
    contentHash: text("content_hash").notNull(),
    state: text("state").$type<"submitted" | "approved" | "withdrawn">().notNull().default("submitted"),
    submittedBy: text("submitted_by")
      .notNull()
      .references(() => staff.id),
    submittedAt: at("submitted_at").notNull().defaultNow(),
    decidedBy: text("decided_by").references(() => staff.id),
    decidedAt: at("decided_at"),
  },
  (t) => [
    uniqueIndex("letter_templates_live").on(t.incidentId, t.addressee).where(sql`${t.state} <> 'withdrawn'`),
    check(
      "letter_templates_second_person",
      sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.submittedBy}`,
    ),
  ],
);

/** A share of the notices, at most 500, that one task turns into letters. */
export const letterChunks = pgTable(
  "letter_chunks",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    ordinal: integer("ordinal").notNull(),
    noticeCount: integer("notice_count").notNull(),
    state: text("state").$type<"asked" | "generated">().notNull().default("asked"),
  },
  (t) => [uniqueIndex("letter_chunks_ordinal").on(t.incidentId, t.ordinal)],
);

export type LetterState = "generated" | "held" | "in-run" | "printed" | "handed-over" | "void";

/** What is printed in the window: exactly these lines, taken when the letter was generated. */
export type LetterAddressee = {
  postcode: string | null;
  addressLines: string[];
  name: string;
  honorific: string;
};

/** One letter of one notice. A corrected letter replaces (next generation); it never edits. */
export const letters = pgTable(
  "letters",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    letterTemplateId: uuid("letter_template_id")
      .notNull()
      .references(() => letterTemplates.id),
    generation: integer("generation").notNull().default(1),
    state: text("state").$type<LetterState>().notNull(),
    inquiryNumber: text("inquiry_number").notNull().unique(),
    addressee: jsonb("addressee").$type<LetterAddressee>().notNull(),
    postcode: text("postcode"),
    values: jsonb("values").$type<Record<string, string | boolean | string[]>>().notNull(),
    heldFor: problemColumn("held_for"),
    createdAt: at("created_at").notNull().defaultNow(),
    handedOverAt: at("handed_over_at"),
  },
  (t) => [
    uniqueIndex("letters_one_live").on(t.noticeId).where(sql`${t.state} <> 'void'`),
    uniqueIndex("letters_generation").on(t.noticeId, t.generation),
    index("letters_state").on(t.incidentId, t.state, t.letterTemplateId, t.postcode, t.id),
    index("letters_person").on(t.personId),
    check("letters_held_reason", sql`${t.state} <> 'held' or ${t.heldFor} is not null`),
  ],
);
