import { sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import type { LetterPiece } from "@/features/letters/typeset/piece";
import { NotFound } from "@/lib/errors";
import { type PiecesAsked, type PrintRunRow, piecesPageSize, type RunPiece } from "./schema";

const mostRuns = 2_000;

const runColumns = sql`
  r.*, (select jsonb_build_object('reason', coalesce(o.last_reason, 'internal'), 'detail', '{}'::jsonb) from outbox o
        where o.dedupe_key = 'render-print-run:' || r.id and o.state = 'dead') as problem, t.addressee, t.template_name, ss.name as sealed_name, ps.name as printed_name, hs.name as handed_name,
  (select min(l.postcode) from print_run_letters rl join letters l on l.id = rl.letter_id where rl.print_run_id = r.id) as first_postcode,
  (select max(l.postcode) from print_run_letters rl join letters l on l.id = rl.letter_id where rl.print_run_id = r.id) as last_postcode
  from print_runs r join letter_templates t on t.id = r.letter_template_id
  left join staff ss on ss.id = r.sealed_by left join staff ps on ps.id = r.printed_by
  left join staff hs on hs.id = r.handed_over_by`;

const time = (value: unknown) => (value ? new Date(String(value)) : null);
const number = (value: unknown) => (value === null || value === undefined ? null : Number(value));

function runRow(row: Record<string, unknown>): PrintRunRow {
  return {
    id: String(row.id),
    number: Number(row.number),
    state: row.state as PrintRunRow["state"],
    addressee: row.addressee as PrintRunRow["addressee"],
    templateName: String(row.template_name),
    letterCount: Number(row.letter_count),
    pageCount: number(row.page_count),
    pdfSha256: row.pdf_sha256 as string | null,
    pdfBytes: number(row.pdf_bytes),
    firstPostcode: row.first_postcode as string | null,
    lastPostcode: row.last_postcode as string | null,
    problem: row.problem as PrintRunRow["problem"],
    plannedAt: new Date(String(row.planned_at)),
    sealedAt: time(row.sealed_at),
    sealedByName: row.sealed_name as string | null,
    renderedAt: time(row.rendered_at),
    printedAt: time(row.printed_at),
    printedByName: row.printed_name as string | null,
    printedCount: number(row.printed_count),
    handedOverAt: time(row.handed_over_at),
    handedOverByName: row.handed_name as string | null,
    handedOverCount: number(row.handed_over_count),
    handedOverTo: row.handed_over_to as string | null,
  };
}

/** Every run of the incident by number. */
export async function printRunsOf(incidentId: string): Promise<PrintRunRow[]> {
  const rows = await database().execute<Record<string, unknown>>(
    sql`select ${runColumns} where r.incident_id = ${incidentId} order by r.number limit ${mostRuns}`,
  );
  return rows.map(runRow);
}

/** One run. Throws `print-run.unknown`. */
export async function printRunById(printRunId: string): Promise<PrintRunRow & { incidentId: string }> {
  const [row] = await database().execute<Record<string, unknown>>(
    sql`select ${runColumns} where r.id = ${printRunId}`,
  );
  if (!row) throw new NotFound("print-run.unknown");
  return { ...runRow(row), incidentId: String(row.incident_id) };
}

/** The pieces of a run in order, a page after `afterSequence`. */
export async function piecesOfRun(asked: PiecesAsked): Promise<RunPiece[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    select rl.sequence, l.inquiry_number, l.postcode, rl.first_page, rl.pages, l.state
    from print_run_letters rl join letters l on l.id = rl.letter_id
    where rl.print_run_id = ${asked.printRunId} and rl.sequence > ${asked.afterSequence}
    order by rl.sequence limit ${piecesPageSize}`);
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    inquiryNumber: String(row.inquiry_number),
    postcode: row.postcode as string | null,
    firstPage: number(row.first_page),
    pages: number(row.pages),
    state: String(row.state),
  }));
}

/** The letters of a run as the typesetter takes them, in the order in which they are printed. */
export async function lettersToSet(db: Queryable, printRunId: string): Promise<LetterPiece[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select l.id, l.inquiry_number, l.addressee, l.values, rl.sequence
    from print_run_letters rl join letters l on l.id = rl.letter_id
    where rl.print_run_id = ${printRunId} order by rl.sequence`);
  return rows.map((row) => ({
    letterId: String(row.id),
    inquiryNumber: String(row.inquiry_number),
    sequence: Number(row.sequence),
    addressee: row.addressee as LetterPiece["addressee"],
    values: row.values as LetterPiece["values"],
  }));
}
