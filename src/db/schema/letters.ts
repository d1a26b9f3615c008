import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  doublePrecision,
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
import { incidents, problemColumn } from "./incidents";
import type { AddresseeKind } from "./lists";
import { notices } from "./notices";
import { people } from "./people";
import { staff } from "./staff";

/** How a letter is made for whoever needs it otherwise: larger type, another language. */
export type LetterVariant = "standard" | "large" | "english";

/**
 * An envelope somebody measured: mm, the window from its left and lower edge; slack is how inexactly sheets are folded
 * and printed, besides the play the envelope's size leaves them. Never edited.
 */
export const envelopes = pgTable("envelopes", {
  code: text("code").primaryKey(),
  name: text("name").notNull(),
  widthMm: doublePrecision("width_mm").notNull(),
  heightMm: doublePrecision("height_mm").notNull(),
  windowLeftMm: doublePrecision("window_left_mm").notNull(),
  windowBottomMm: doublePrecision("window_bottom_mm").notNull(),
  windowWidthMm: doublePrecision("window_width_mm").notNull(),
  windowHeightMm: doublePrecision("window_height_mm").notNull(),
  slackMm: doublePrecision("slack_mm").notNull(),
  weightG: doublePrecision("weight_g").notNull(),
  addedBy: text("added_by").references(() => staff.id),
  addedAt: at("added_at").notNull().defaultNow(),
});

/** Words written in the browser for one incident. Once put forward they are locked: the next edit is a version. */
export const letterTexts = pgTable(
  "letter_texts",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    name: text("name").notNull(),
    version: text("version").notNull(),
    text: text("text").notNull(),
    sha256: text("sha256").notNull(),
    /** Counts saves, so that two people who edit at once do not overwrite each other unseen. */
    revision: integer("revision").notNull().default(1),
    editedBy: text("edited_by")
      .notNull()
      .references(() => staff.id),
    editedAt: at("edited_at").notNull().defaultNow(),
    lockedAt: at("locked_at"),
  },
  (t) => [
    uniqueIndex("letter_texts_version").on(t.incidentId, t.name, t.version),
    check(
      "letter_texts_own_name",
      sql`${t.name} ~ '^own-[a-z0-9-]{1,36}$' and ${t.version} ~ '^v[1-9][0-9]{0,3}$'`,
    ),
    check("letter_texts_size", sql`char_length(${t.text}) <= 40000`),
  ],
);

/** Whose letter is made in another way, and who asked for it. */
export const letterPreferences = pgTable(
  "letter_preferences",
  {
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    variant: text("variant").$type<LetterVariant>().notNull(),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.incidentId, t.personId] }),
    check("letter_preferences_variant", sql`${t.variant} in ('large', 'english')`),
  ],
);

/** The words an incident uses for one kind of addressee: which template, and who approved exactly what. */
export const letterTemplates = pgTable(
  "letter_templates",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    addressee: text("addressee").$type<AddresseeKind>().notNull(),
    variant: text("variant").$type<LetterVariant>().notNull().default("standard"),
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
    uniqueIndex("letter_templates_live")
      .on(t.incidentId, t.addressee, t.variant)
      .where(sql`${t.state} <> 'withdrawn'`),
    check(
      "letter_templates_second_person",
      sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.submittedBy}`,
    ),
  ],
);

/** A look at every letter of a template before anybody approves it. */
export const letterPreflights = pgTable(
  "letter_preflights",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    letterTemplateId: uuid("letter_template_id")
      .notNull()
      .references(() => letterTemplates.id),
    contentHash: text("content_hash").notNull(),
    state: text("state").$type<"asked" | "done">().notNull().default("asked"),
    /** How many letters it will set, known when it begins, and how many it has set: for whoever waits. */
    expected: integer("expected"),
    looked: integer("looked").notNull().default(0),
    people: integer("people"),
    refused: integer("refused"),
    /** Letters by sheets, weight class, barcode; refusals by reason: counts only. */
    figures: jsonb("figures").$type<Record<string, Record<string, number>>>(),
    askedBy: text("asked_by").references(() => staff.id),
    askedAt: at("asked_at").notNull().defaultNow(),
    doneAt: at("done_at"),
  },
  (t) => [
    index("letter_preflights_template").on(t.letterTemplateId, t.askedAt),
    check(
      "letter_preflights_done",
      sql`(${t.state} = 'done') = (${t.people} is not null and ${t.refused} is not null and ${t.figures} is not null)`,
    ),
  ],
);

/** What a preflight found that cannot be printed as it is. */
export const letterPreflightRefusals = pgTable(
  "letter_preflight_refusals",
  {
    preflightId: uuid("preflight_id")
      .notNull()
      .references(() => letterPreflights.id),
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id),
    ordinal: integer("ordinal").notNull(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    field: text("field").notNull(),
    reason: text("reason").notNull(),
    codePoint: text("code_point"),
    at: integer("at"),
  },
  (t) => [primaryKey({ columns: [t.preflightId, t.noticeId, t.ordinal] })],
);

/**
 * How a character that cannot be printed is printed after all (外字): decided once, remembered. Without a person it
 * holds for everybody of the incident whose text has that character; with one, for their own name or address only.
 */
export const gaijiDecisions = pgTable(
  "gaiji_decisions",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    personId: uuid("person_id").references(() => people.id),
    /** "U+E000", or "U+9089 U+E0104". */
    codePoint: text("code_point").notNull(),
    remedy: text("remedy").$type<"other-font" | "variant" | "kana" | "own-form">().notNull(),
    /** The font's key of `other-font`. */
    font: text("font"),
    /** What is printed instead: a character (`variant`), or the whole name (`kana`, `own-form`). */
    replacement: text("replacement"),
    /** The whole name that `kana` and `own-form` stand for: the person's next name is not printed so. */
    forName: text("for_name"),
    reason: text("reason").notNull(),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().defaultNow(),
    withdrawnAt: at("withdrawn_at"),
    withdrawnBy: text("withdrawn_by").references(() => staff.id),
  },
  (t) => [
    uniqueIndex("gaiji_decisions_for_all")
      .on(t.incidentId, t.codePoint)
      .where(sql`${t.withdrawnAt} is null and ${t.personId} is null`),
    uniqueIndex("gaiji_decisions_for_one")
      .on(t.incidentId, t.personId, t.codePoint)
      .where(sql`${t.withdrawnAt} is null and ${t.personId} is not null`),
    check("gaiji_decisions_font", sql`(${t.remedy} = 'other-font') = (${t.font} is not null)`),
    check("gaiji_decisions_replacement", sql`(${t.remedy} <> 'other-font') = (${t.replacement} is not null)`),
    check(
      "gaiji_decisions_whole_name",
      sql`${t.remedy} not in ('kana', 'own-form') or ${t.personId} is not null`,
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

export type LetterState = "generated" | "held" | "in-run" | "printed" | "handed-over" | "returned" | "void";

/** What is printed in the window: exactly these lines, taken when the letter was generated. */
export type LetterAddressee = {
  postcode: string | null;
  addressLines: string[];
  name: string;
  honorific: string;
};

/** Which gaiji decisions a letter was made with, and the font of each character set in another one, by code point. */
export type LetterGaiji = { decisions: string[]; fonts: Record<string, string> };

/**
 * One letter of one notice. A corrected, spoiled or returned letter is replaced (next generation), never edited:
 * `replaces` names the one before. A spoiled letter is `void`; `spoils` says why.
 */
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
    /** Null where nothing was decided about any of its characters. */
    gaiji: jsonb("gaiji").$type<LetterGaiji>(),
    heldFor: problemColumn("held_for"),
    replaces: uuid("replaces").references((): AnyPgColumn => letters.id),
    /** The page was read back and is somebody else's or not what was written: never printed without a look. */
    readBackFailed: boolean("read_back_failed").notNull().default(false),
    createdAt: at("created_at").notNull().defaultNow(),
    handedOverAt: at("handed_over_at"),
  },
  (t) => [
    uniqueIndex("letters_one_live").on(t.noticeId).where(sql`${t.state} not in ('void', 'returned')`),
    uniqueIndex("letters_generation").on(t.noticeId, t.generation),
    uniqueIndex("letters_one_successor").on(t.replaces).where(sql`${t.replaces} is not null`),
    index("letters_state").on(t.incidentId, t.state, t.letterTemplateId, t.postcode, t.id),
    index("letters_person").on(t.personId),
    index("letters_gaiji").on(t.incidentId, t.id).where(sql`${t.gaiji} is not null`),
    check("letters_held_reason", sql`${t.state} <> 'held' or ${t.heldFor} is not null`),
  ],
);
