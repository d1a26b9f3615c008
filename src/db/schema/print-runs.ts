import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { incidents } from "./incidents";
import { letters, letterTemplates } from "./letters";
import { staff } from "./staff";

export type PrintRunState = "open" | "sealed" | "rendered" | "printed" | "handed-over";

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
    state: text("state").$type<PrintRunState>().notNull().default("open"),
    letterCount: integer("letter_count").notNull(),
    pageCount: integer("page_count"),
    pdfSha256: text("pdf_sha256"),
    pdfBytes: bigint("pdf_bytes", { mode: "number" }),
    pdfStoredAs: text("pdf_stored_as"),
    plannedAt: at("planned_at").notNull().defaultNow(),
    sealedBy: text("sealed_by").references(() => staff.id),
    sealedAt: at("sealed_at"),
    renderedAt: at("rendered_at"),
    printedBy: text("printed_by").references(() => staff.id),
    printedAt: at("printed_at"),
    printedCount: integer("printed_count"),
    handedOverBy: text("handed_over_by").references(() => staff.id),
    handedOverAt: at("handed_over_at"),
    handedOverCount: integer("handed_over_count"),
    handedOverTo: text("handed_over_to"),
  },
  (t) => [
    uniqueIndex("print_runs_number").on(t.incidentId, t.number),
    index("print_runs_state").on(t.incidentId, t.state, t.number),
    check("print_runs_size", sql`${t.letterCount} between 0 and 500`),
    check(
      "print_runs_rendered",
      sql`${t.state} in ('open', 'sealed') or (${t.pdfSha256} is not null and ${t.pageCount} is not null)`,
    ),
    check("print_runs_printed_all", sql`${t.printedCount} is null or ${t.printedCount} = ${t.letterCount}`),
    check(
      "print_runs_handed_over_all",
      sql`${t.handedOverCount} is null or ${t.handedOverCount} = ${t.letterCount}`,
    ),
  ],
);

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
  },
  (t) => [
    primaryKey({ columns: [t.printRunId, t.sequence] }),
    uniqueIndex("print_run_letters_letter").on(t.letterId),
  ],
);
