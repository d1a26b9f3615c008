import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents, problemColumn } from "./incidents";
import { notices } from "./notices";
import { people } from "./people";
import { staff } from "./staff";

/** The words of an incident's e-mail notices, approved by a second person like a letter's. */
export const emailTemplates = pgTable(
  "email_templates",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
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
    uniqueIndex("email_templates_live").on(t.incidentId).where(sql`${t.state} <> 'withdrawn'`),
    check("email_templates_second_person", sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.submittedBy}`),
  ],
);

/**
 * `claimed`: a worker is speaking to the mail server. It may have gone out when the worker dies: then `unknown`,
 * which only a person resolves.
 */
export type EmailState =
  | "generated"
  | "held"
  | "claimed"
  | "sent"
  | "refused"
  | "unknown"
  | "bounced"
  | "cancelled";

/** One message: a person's notice, or a line to a colleague. The words are made from the pinned template when sent. */
export const emailMessages = pgTable(
  "email_messages",
  {
    id: id(),
    incidentId: uuid("incident_id").references(() => incidents.id),
    kind: text("kind").$type<"notice" | "staff">().notNull(),
    noticeId: uuid("notice_id").references(() => notices.id),
    personId: uuid("person_id").references(() => people.id),
    staffId: text("staff_id").references(() => staff.id),
    emailTemplateId: uuid("email_template_id").references(() => emailTemplates.id),
    templateName: text("template_name").notNull(),
    templateVersion: text("template_version").notNull(),
    generation: integer("generation").notNull().default(1),
    inquiryNumber: text("inquiry_number").unique(),
    toAddress: text("to_address").notNull(),
    values: jsonb("values").$type<Record<string, string | boolean | string[]>>().notNull(),
    /** Names what this message is about, so that a colleague is not told the same twice. */
    dedupeKey: text("dedupe_key").notNull().unique(),
    state: text("state").$type<EmailState>().notNull(),
    heldFor: problemColumn("held_for"),
    messageId: text("message_id").unique(),
    bodySha256: text("body_sha256"),
    /** How often a mail server was spoken to about it. */
    attempts: integer("attempts").notNull().default(0),
    /** Where a mail server said "later": not before this. */
    nextTryAt: at("next_try_at"),
    claimedAt: at("claimed_at"),
    sentAt: at("sent_at"),
    /** The mail server's answer code ("250", "550 5.1.1"), never its text: that may quote the address. */
    serverCode: text("server_code"),
    bouncedAt: at("bounced_at"),
    bounceStatus: text("bounce_status"),
    resolvedBy: text("resolved_by").references(() => staff.id),
    resolvedAt: at("resolved_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("email_messages_one_live")
      .on(t.noticeId)
      .where(sql`${t.noticeId} is not null and ${t.state} not in ('refused', 'bounced', 'cancelled')`),
    index("email_messages_state").on(t.incidentId, t.kind, t.state, t.id),
    index("email_messages_person").on(t.personId),
    /** What went out in the last minute, and what a worker that vanished left claimed. */
    index("email_messages_claimed").on(t.claimedAt).where(sql`${t.claimedAt} is not null`),
    check(
      "email_messages_whose",
      sql`(${t.kind} = 'notice') = (${t.noticeId} is not null and ${t.personId} is not null and ${t.inquiryNumber} is not null)`,
    ),
    check("email_messages_held", sql`${t.state} <> 'held' or ${t.heldFor} is not null`),
    check(
      "email_messages_claimed",
      sql`${t.state} not in ('claimed', 'sent', 'unknown', 'bounced') or ${t.messageId} is not null`,
    ),
  ],
);

/** Reports of non-delivery that were read from the mailbox, each once. */
export const emailBounces = pgTable(
  "email_bounces",
  {
    id: id(),
    mailboxKey: text("mailbox_key").notNull().unique(),
    emailMessageId: uuid("email_message_id").references(() => emailMessages.id),
    status: text("status"),
    readAt: at("read_at").notNull().defaultNow(),
  },
  (t) => [index("email_bounces_message").on(t.emailMessageId)],
);
