import { type SQL, sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import type { LetterGaiji } from "@/db/schema/letters";
import type { LetterPiece } from "@/features/letters/typeset/piece";
import { NotFound } from "@/lib/errors";
import {
  type BenchFigures,
  type PieceStage,
  type PiecesAsked,
  type PrintRunRow,
  piecesPageSize,
  printRunStates,
  type RunPiece,
  type StageCounts,
} from "./schema";

const mostRuns = 2_000;

const runColumns = sql`
  r.*, (select jsonb_build_object('reason', coalesce(o.last_reason, 'internal'), 'detail', '{}'::jsonb) from outbox o
        where o.dedupe_key = 'render-print-run:' || r.id and o.state = 'dead') as problem, t.addressee, t.template_name, ss.name as sealed_name, ps.name as printed_name, hs.name as handed_name,
  rs.name as released_name,
  (select l.postcode from print_run_letters rl join letters l on l.id = rl.letter_id
   where rl.print_run_id = r.id order by rl.sequence limit 1) as first_postcode,
  (select l.postcode from print_run_letters rl join letters l on l.id = rl.letter_id
   where rl.print_run_id = r.id order by rl.sequence desc limit 1) as last_postcode,
  coalesce(stopped.places, '[]') as stopped_places
  from print_runs r join letter_templates t on t.id = r.letter_template_id
  left join (
    select rl.print_run_id, jsonb_agg(rl.sequence order by rl.sequence) as places
    from notices n join letters l on l.notice_id = n.id join print_run_letters rl on rl.letter_id = l.id
    where n.channel = 'letter' and n.state = 'withheld' and rl.stage not in ('spoiled', 'void') group by rl.print_run_id) stopped on stopped.print_run_id = r.id
  left join staff ss on ss.id = r.sealed_by left join staff ps on ps.id = r.printed_by
  left join staff hs on hs.id = r.handed_over_by left join staff rs on rs.id = r.released_by`;

const time = (value: unknown) => (value ? new Date(String(value)) : null);
const number = (value: unknown) => (value === null || value === undefined ? null : Number(value));

/** The pieces of a run by stage, from its row. */
export function stageCountsOf(row: Record<string, unknown>): StageCounts {
  return {
    pending: Number(row.pending_count),
    printed: Number(row.printed_pieces),
    inserted: Number(row.inserted_pieces),
    sealed: Number(row.sealed_pieces),
    "handed-over": Number(row.handed_over_pieces),
    spoiled: Number(row.spoiled_pieces),
    void: Number(row.void_pieces),
  };
}

/** Everybody found to be the same as `personId` (a SQL expression), themselves too, as (id); in SQL. */
export const samePeople = (personId: SQL) => sql`
  select same.id from people wanted join people same
    on same.id in (wanted.id, wanted.merged_into) or same.merged_into in (wanted.id, wanted.merged_into)
  where wanted.id = ${personId}`;

/**
 * Somebody holds the letter (`l`) back, or its person, or the run `printRunId` (a SQL expression) it is in; in SQL.
 * A hold of a person holds for whoever they were found to be the same as.
 */
export const onHold = (printRunId: SQL) => sql`exists (
  select from mail_stops m left join people held on held.id = m.person_id
  where m.incident_id = l.incident_id and m.kind = 'hold' and m.ended_at is null
    and (m.letter_id = l.id or m.print_run_id = ${printRunId} or m.person_id = l.person_id or exists (
      select from people same where same.id = l.person_id
        and coalesce(same.merged_into, same.id) = coalesce(held.merged_into, held.id))))`;

/**
 * As `onHold`, for many pieces at once: the holds of an incident as the common table `held`, read once; `isHeld`
 * asks it for a letter (`l`) and its piece (`rl`).
 */
export const heldOf = (incidentId: SQL) => sql`held as materialized (
  select m.letter_id, m.print_run_id, together.id as person_id
  from mail_stops m left join people wanted on wanted.id = m.person_id
  left join lateral (
    select wanted.id union select wanted.merged_into where wanted.merged_into is not null
    union select x.id from people x where x.merged_into in (wanted.id, wanted.merged_into)) together on true
  where m.incident_id = ${incidentId} and m.kind = 'hold' and m.ended_at is null)`;

export const isHeld = sql`(l.id in (select letter_id from held where letter_id is not null)
  or rl.print_run_id in (select print_run_id from held where print_run_id is not null)
  or l.person_id in (select person_id from held where person_id is not null))`;

function runRow(row: Record<string, unknown>): PrintRunRow {
  return {
    id: String(row.id),
    number: Number(row.number),
    code: String(row.code),
    kind: row.kind as PrintRunRow["kind"],
    state: row.state as PrintRunRow["state"],
    addressee: row.addressee as PrintRunRow["addressee"],
    templateName: String(row.template_name),
    letterCount: Number(row.letter_count),
    pageCount: number(row.page_count),
    pdfSha256: row.pdf_sha256 as string | null,
    pdfBytes: number(row.pdf_bytes),
    firstPostcode: row.first_postcode as string | null,
    lastPostcode: row.last_postcode as string | null,
    stoppedPlaces: row.stopped_places as number[],
    problem: row.problem as PrintRunRow["problem"],
    plannedAt: new Date(String(row.planned_at)),
    sealedAt: time(row.sealed_at),
    sealedByName: row.sealed_name as string | null,
    renderedAt: time(row.rendered_at),
    sealedBy: row.sealed_by as string | null,
    releasedAt: time(row.released_at),
    releasedByName: row.released_name as string | null,
    stages: stageCountsOf(row),
    printedAt: time(row.printed_at),
    printedByName: row.printed_name as string | null,
    printedCount: number(row.printed_count),
    handedOverAt: time(row.handed_over_at),
    handedOverByName: row.handed_name as string | null,
    handedOverCount: number(row.handed_over_count),
    handedOverTo: row.handed_over_to as string | null,
  };
}

/** The letter (`l`) is in a sealed run, printed or handed over: what it says can no longer change, in SQL. */
export const letterIsFixed = sql`(l.state in ('printed', 'handed-over') or l.state = 'in-run' and exists (
  select from print_run_letters rl join print_runs r on r.id = rl.print_run_id
  where rl.letter_id = l.id and r.state <> 'open'))`;

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
    select rl.sequence, l.inquiry_number, l.postcode, rl.first_page, rl.pages, l.state, rl.stage, n.state <> 'owed' as stopped,
      ${onHold(sql`rl.print_run_id`)} as on_hold
    from print_run_letters rl join letters l on l.id = rl.letter_id join notices n on n.id = l.notice_id
    where rl.print_run_id = ${asked.printRunId} and rl.sequence > ${asked.afterSequence}
    order by rl.sequence limit ${piecesPageSize}`);
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    inquiryNumber: String(row.inquiry_number),
    postcode: row.postcode as string | null,
    firstPage: number(row.first_page),
    pages: number(row.pages),
    state: String(row.state),
    stage: row.stage as PieceStage,
    stopped: Boolean(row.stopped),
    onHold: Boolean(row.on_hold),
  }));
}

/** Where every letter of the incident stands, in one look at the database. */
export async function benchFigures(incidentId: string): Promise<BenchFigures> {
  const [row] = await database().execute<Record<string, unknown>>(sql`
    with each as materialized (
      select n.state = 'owed' as owed, l.state, r.state as run_state, rl.stage = 'spoiled' as spoiled
      from notices n left join letters l on l.notice_id = n.id and l.state not in ('void', 'returned')
      left join print_run_letters rl on rl.letter_id = l.id left join print_runs r on r.id = rl.print_run_id
      where n.incident_id = ${incidentId} and n.channel = 'letter'),
    ended as materialized (
      select r.state, rl.stage = 'handed-over' as posted from letters l
      join print_run_letters rl on rl.letter_id = l.id join print_runs r on r.id = rl.print_run_id
      where l.incident_id = ${incidentId} and (l.state = 'returned' or l.state = 'void' and rl.stage in ('spoiled', 'handed-over'))),
    counted as (
      select coalesce(jsonb_object_agg(state, letters - coalesce(gone, 0)), '{}') as in_runs,
        coalesce(sum(printed), 0) as printed, coalesce(sum(handed_over), 0) as handed_over
      from (select state, sum(letter_count - void_pieces) as letters,
              sum(printed_pieces + inserted_pieces + sealed_pieces + handed_over_pieces) as printed,
              sum(handed_over_count) as handed_over
            from print_runs where incident_id = ${incidentId} group by state) by_state
      left join (select state, count(*) as gone from ended group by state) ended_by_state using (state))
    select count(*) filter (where owed) as owed, count(*) filter (where owed and state is null) as to_write,
      count(*) filter (where owed and state = 'held') as held, count(*) filter (where owed and state = 'generated') as to_plan,
      count(*) filter (where not owed and run_state = 'open') as stopped_before,
      count(*) filter (where not owed and run_state <> 'open') as stopped_after,
      count(*) filter (where state = 'printed' and not spoiled) as letters_printed,
      count(*) filter (where state = 'handed-over') + (select count(*) from ended where posted) as letters_handed_over,
      (select in_runs from counted), (select printed from counted), (select handed_over from counted)
    from each`);
  const inRuns = (row?.in_runs ?? {}) as Record<string, number>;
  return {
    owed: Number(row?.owed),
    toWrite: Number(row?.to_write),
    held: Number(row?.held),
    toPlan: Number(row?.to_plan),
    inRuns: Object.fromEntries(
      printRunStates.map((state) => [state, Number(inRuns[state] ?? 0)]),
    ) as BenchFigures["inRuns"],
    stoppedBeforeSealing: Number(row?.stopped_before),
    stoppedAfterSealing: Number(row?.stopped_after),
    countedPrinted: Number(row?.printed),
    countedHandedOver: Number(row?.handed_over),
    lettersPrinted: Number(row?.letters_printed),
    lettersHandedOver: Number(row?.letters_handed_over),
  };
}

/** The letters of a run as the typesetter takes them, in the order in which they are printed. */
export async function lettersToSet(db: Queryable, printRunId: string): Promise<LetterPiece[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select l.id, l.inquiry_number, l.generation, l.addressee, l.values, l.gaiji, rl.sequence
    from print_run_letters rl join letters l on l.id = rl.letter_id
    where rl.print_run_id = ${printRunId} order by rl.sequence`);
  return rows.map((row) => ({
    letterId: String(row.id),
    inquiryNumber: String(row.inquiry_number),
    sequence: Number(row.sequence),
    generation: Number(row.generation),
    addressee: row.addressee as LetterPiece["addressee"],
    values: row.values as LetterPiece["values"],
    otherFonts: (row.gaiji as LetterGaiji | null)?.fonts,
  }));
}
