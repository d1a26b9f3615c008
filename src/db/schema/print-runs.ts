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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents } from "./incidents";
import { letters, letterTemplates } from "./letters";
import { people } from "./people";
import { staff } from "./staff";

export type PrintRunState = "open" | "sealed" | "rendered" | "released" | "printed" | "handed-over";

/** What was given to the post together: the acceptance sheet's figures as they were then. */
export const postings = pgTable(
  "postings",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    number: integer("number").notNull(),
    postedOn: date("posted_on").notNull(),
    office: text("office").notNull(),
    slack: text("slack").$type<"none" | "three-days">().notNull().default("none"),
    pieces: integer("pieces").notNull(),
    yen: integer("yen").notNull(),
    /** The sheet's lines: weight class, pieces, unit, discounts, as the table in force said. */
    sheet: jsonb("sheet").$type<Record<string, unknown>>().notNull(),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().defaultNow(),
    /** The sheet was wrong (its date, its office): its runs are on another one. */
    withdrawnBy: text("withdrawn_by").references(() => staff.id),
    withdrawnAt: at("withdrawn_at"),
  },
  (t) => [
    uniqueIndex("postings_number").on(t.incidentId, t.number),
    check("postings_withdrawn", sql`(${t.withdrawnBy} is null) = (${t.withdrawnAt} is null)`),
  ],
);

/** At most 500 letters that go through the bench together. Sealing fixes their number and order. */
export const printRuns = pgTable(
  "print_runs",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    letterTemplateId: uuid("letter_template_id")
      .notNull()
      .references(() => letterTemplates.id),
    number: integer("number").notNull(),
    /** Names the run in every mark on its sheets, whatever incident it is of. */
    code: text("code")
      .notNull()
      .unique()
      .default(
        sql`translate(upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 10)), 'ILOU', '1J0V')`,
      ),
    kind: text("kind").$type<"first" | "reprint">().notNull().default("first"),
    state: text("state").$type<PrintRunState>().notNull().default("open"),
    letterCount: integer("letter_count").notNull(),
    /** Pieces by stage, kept by a trigger on the pieces; their sum is `letter_count` at every commit. */
    pendingCount: integer("pending_count").notNull().default(0),
    printedPieces: integer("printed_pieces").notNull().default(0),
    insertedPieces: integer("inserted_pieces").notNull().default(0),
    sealedPieces: integer("sealed_pieces").notNull().default(0),
    handedOverPieces: integer("handed_over_pieces").notNull().default(0),
    spoiledPieces: integer("spoiled_pieces").notNull().default(0),
    voidPieces: integer("void_pieces").notNull().default(0),
    pageCount: integer("page_count"),
    pdfSha256: text("pdf_sha256"),
    pdfBytes: bigint("pdf_bytes", { mode: "number" }),
    pdfStoredAs: text("pdf_stored_as"),
    plannedAt: at("planned_at").notNull().defaultNow(),
    sealedBy: text("sealed_by").references(() => staff.id),
    sealedAt: at("sealed_at"),
    renderedAt: at("rendered_at"),
    releasedBy: text("released_by").references(() => staff.id),
    releasedAt: at("released_at"),
    printedBy: text("printed_by").references(() => staff.id),
    printedAt: at("printed_at"),
    printedCount: integer("printed_count"),
    handedOverBy: text("handed_over_by").references(() => staff.id),
    handedOverAt: at("handed_over_at"),
    handedOverCount: integer("handed_over_count"),
    handedOverTo: text("handed_over_to"),
    postingId: uuid("posting_id").references(() => postings.id),
  },
  (t) => [
    uniqueIndex("print_runs_number").on(t.incidentId, t.number),
    index("print_runs_state").on(t.incidentId, t.state, t.number),
    check("print_runs_size", sql`${t.letterCount} between 0 and 500`),
    check(
      "print_runs_rendered",
      sql`${t.state} in ('open', 'sealed') or (${t.pdfSha256} is not null and ${t.pageCount} is not null)`,
    ),
    check(
      "print_runs_second_person",
      sql`${t.releasedBy} is null or ${t.sealedBy} is null or ${t.releasedBy} <> ${t.sealedBy}`,
    ),
    check("print_runs_released", sql`${t.state} <> 'released' or ${t.releasedBy} is not null`),
    check("print_runs_printed", sql`${t.state} not in ('printed', 'handed-over') or ${t.pendingCount} = 0`),
    check(
      "print_runs_handed_over",
      sql`${t.state} <> 'handed-over' or (${t.handedOverCount} is not null and ${t.handedOverCount} = ${t.handedOverPieces} and ${t.printedPieces} + ${t.insertedPieces} + ${t.sealedPieces} = 0)`,
    ),
  ],
);

/** Where one piece is on the bench. `spoiled` and `void` are ends: neither may be posted. */
export type PieceStage = "pending" | "printed" | "inserted" | "sealed" | "handed-over" | "spoiled" | "void";

/** Which letter is which piece of a run. A letter is in one run at most. */
export const printRunLetters = pgTable(
  "print_run_letters",
  {
    printRunId: uuid("print_run_id")
      .notNull()
      .references(() => printRuns.id),
    sequence: integer("sequence").notNull(),
    letterId: uuid("letter_id")
      .notNull()
      .references(() => letters.id),
    firstPage: integer("first_page"),
    pages: integer("pages"),
    stage: text("stage").$type<PieceStage>().notNull().default("pending"),
    stageAt: at("stage_at"),
    /** How the piece came to its stage: scanned one by one, from a machine's file, or with a count of all. */
    stageBy: text("stage_by").$type<"scan" | "file" | "count">(),
    /** Why its address bears no customer barcode; null where it bears one, or was not set yet. */
    noBarcode: text("no_barcode").$type<"no-postcode" | "representative-postcode" | "no-room">(),
    /** SHA-256 over the piece's page streams, for the data file of the run. */
    sha256: text("sha256"),
  },
  (t) => [
    primaryKey({ columns: [t.printRunId, t.sequence] }),
    uniqueIndex("print_run_letters_letter").on(t.letterId),
    check(
      "print_run_letters_stage",
      sql`${t.stage} in ('pending', 'printed', 'inserted', 'sealed', 'handed-over', 'spoiled', 'void')`,
    ),
  ],
);

export type Station = "print" | "insert" | "seal" | "hand-over";
export type ScanVerdict =
  | "ok"
  | "twice"
  | "unknown"
  | "other-run"
  | "void"
  | "stopped"
  | "out-of-order"
  | "gap"
  | "too-early"
  | "spoiled"
  | "missing"
  | "unreadable";

/** Every scan at the bench and every line of a machine's file, as it was answered. Append-only. */
export const pieceScans = pgTable(
  "piece_scans",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    /** The run on the bench; what was scanned may be another's. */
    printRunId: uuid("print_run_id")
      .notNull()
      .references(() => printRuns.id),
    station: text("station").$type<Station>().notNull(),
    /** Whose place it is, where it is a piece of this run. */
    sequence: integer("sequence"),
    /** Which sheet of the piece, where the code said so. */
    sheet: integer("sheet"),
    verdict: text("verdict").$type<ScanVerdict>().notNull(),
    source: text("source").$type<"scan" | "file">().notNull(),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().default(sql`clock_timestamp()`),
    /** Given by the bench to each scan, so that one whose answer was lost and that is sent again counts once. */
    scanId: uuid("scan_id").unique(),
  },
  (t) => [index("piece_scans_run").on(t.printRunId, t.station, t.id)],
);

/** A spoiled piece: why, who saw it, who saw it destroyed, and the letter that took its place. */
export const spoils = pgTable(
  "spoils",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    printRunId: uuid("print_run_id")
      .notNull()
      .references(() => printRuns.id),
    letterId: uuid("letter_id")
      .notNull()
      .unique()
      .references(() => letters.id),
    reason: text("reason").notNull(),
    reportedBy: text("reported_by")
      .notNull()
      .references(() => staff.id),
    reportedAt: at("reported_at").notNull().default(sql`clock_timestamp()`),
    confirmedBy: text("confirmed_by").references(() => staff.id),
    confirmedAt: at("confirmed_at"),
    successorLetterId: uuid("successor_letter_id").references(() => letters.id),
  },
  (t) => [
    index("spoils_run").on(t.printRunId),
    check("spoils_second_person", sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.reportedBy}`),
    check("spoils_confirmed", sql`(${t.confirmedBy} is null) = (${t.confirmedAt} is null)`),
  ],
);

/** Stop the post of a letter, a run or a person: hold (may go on later), cancel (never), recall (it is with the post). */
export const mailStops = pgTable(
  "mail_stops",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    kind: text("kind").$type<"hold" | "cancel" | "recall">().notNull(),
    letterId: uuid("letter_id").references(() => letters.id),
    printRunId: uuid("print_run_id").references(() => printRuns.id),
    personId: uuid("person_id").references(() => people.id),
    reason: text("reason").notNull(),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().default(sql`clock_timestamp()`),
    /** Of a hold: let go again. Of a recall: what the post answered. */
    endedBy: text("ended_by").references(() => staff.id),
    endedAt: at("ended_at"),
    outcome: text("outcome").$type<"released" | "recovered" | "not-recovered">(),
  },
  (t) => [
    index("mail_stops_open").on(t.incidentId, t.kind).where(sql`${t.endedAt} is null`),
    check("mail_stops_one_subject", sql`num_nonnulls(${t.letterId}, ${t.printRunId}, ${t.personId}) = 1`),
    check("mail_stops_ended", sql`(${t.endedAt} is null) = (${t.outcome} is null)`),
  ],
);

export type ReturnReason = "unknown-at-address" | "moved" | "refused" | "kept-too-long" | "other";

/** An envelope that came back, by its mark. */
export const returnedMail = pgTable(
  "returned_mail",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    letterId: uuid("letter_id")
      .notNull()
      .unique()
      .references(() => letters.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    reason: text("reason").$type<ReturnReason>().notNull(),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    index("returned_mail_incident").on(t.incidentId, t.reason, t.id),
    index("returned_mail_person").on(t.personId),
  ],
);

/**
 * `re-letter`: an address was approved and the letter is asked for anew. `rejected`: the address was not taken, another
 * task goes on. `moot`: nobody need look any more, for the list has another address or the person no longer.
 */
export type AddressTaskState =
  | "open"
  | "proposed"
  | "re-letter"
  | "rejected"
  | "call"
  | "substitute"
  | "moot";

/** Where does somebody live whose letter came back? One open task a person. */
export const addressTasks = pgTable(
  "address_tasks",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    returnedMailId: uuid("returned_mail_id").references(() => returnedMail.id),
    state: text("state").$type<AddressTaskState>().notNull().default("open"),
    postcode: text("postcode"),
    address: text("address"),
    /** Where the new address is from: 住民票, the family, the agent of the contract. */
    source: text("source"),
    /** Proposals that came in one file: a second person decides on all of them together. */
    batchId: uuid("batch_id"),
    proposedBy: text("proposed_by").references(() => staff.id),
    proposedAt: at("proposed_at"),
    decidedBy: text("decided_by").references(() => staff.id),
    decidedAt: at("decided_at"),
    openedAt: at("opened_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    uniqueIndex("address_tasks_one_open")
      .on(t.incidentId, t.personId)
      .where(sql`${t.state} in ('open', 'proposed')`),
    index("address_tasks_state").on(t.incidentId, t.state, t.id),
    check(
      "address_tasks_proposed",
      sql`${t.state} <> 'proposed' or (${t.address} is not null and ${t.source} is not null and ${t.proposedBy} is not null)`,
    ),
    check(
      "address_tasks_second_person",
      sql`${t.state} <> 're-letter' or ${t.batchId} is null and ${t.source} <> 'phone-call' or ${t.decidedBy} <> ${t.proposedBy}`,
    ),
  ],
);

/**
 * Where somebody lives in place of what the list says; the newest without an end holds, as long as the list still
 * says what it said when the correction was made. Rows are never edited.
 */
export const addressCorrections = pgTable(
  "address_corrections",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    postcode: text("postcode"),
    address: text("address").notNull(),
    /** What the list said then: another address there counts more than this correction. */
    listPostcode: text("list_postcode"),
    listAddress: text("list_address"),
    source: text("source").notNull(),
    addressTaskId: uuid("address_task_id").references(() => addressTasks.id),
    byStaffId: text("by_staff_id")
      .notNull()
      .references(() => staff.id),
    at: at("at").notNull().default(sql`clock_timestamp()`),
    endedAt: at("ended_at"),
  },
  (t) => [
    uniqueIndex("address_corrections_live").on(t.incidentId, t.personId).where(sql`${t.endedAt} is null`),
  ],
);

/** Who cannot be told in person, and what is done in its place (APPI art. 26(2) proviso). */
export const substituteMeasures = pgTable(
  "substitute_measures",
  {
    id: id(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    because: text("because").$type<"returned-twice" | "decided">().notNull(),
    /** What is done in place of telling them, in words; null until somebody said so. */
    measure: text("measure"),
    byStaffId: text("by_staff_id").references(() => staff.id),
    at: at("at").notNull().default(sql`clock_timestamp()`),
    /** Their letter is owed again: a supervisor had an address that may hold. */
    endedAt: at("ended_at"),
  },
  (t) => [
    uniqueIndex("substitute_measures_person").on(t.incidentId, t.personId).where(sql`${t.endedAt} is null`),
  ],
);
