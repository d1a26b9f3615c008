import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { integrityLevel } from "./bench/integrity-level";
import { heldOf, isHeld, stageCountsOf } from "./queries";
import type { PrintRunState, Reconciliation, ReconciliationAsked } from "./schema";

/**
 * Where every piece of a run, or of all runs of an incident, is: generated = pending + printed … + spoiled + void,
 * what stands in the way of closing it, and how sure that is. Runs by number.
 */
export async function reconcileRuns(db: Queryable, asked: ReconciliationAsked): Promise<Reconciliation[]> {
  const which =
    "printRunId" in asked ? sql`r.id = ${asked.printRunId}` : sql`r.incident_id = ${asked.incidentId}`;
  const rows = await db.execute<Record<string, unknown>>(sql`
    with runs as materialized (select r.* from print_runs r where ${which}),
    ${heldOf(sql`(select incident_id from runs limit 1)`)},
    seen as (
      select s.print_run_id, s.sequence, bool_or(s.station = 'print') as print, bool_or(s.station = 'insert') as insert,
        bool_or(s.station = 'seal') as seal, bool_or(s.station = 'hand-over') as hand_over
      from runs join piece_scans s on s.print_run_id = runs.id and s.verdict in ('ok', 'gap', 'out-of-order')
      group by 1, 2),
    pieces as (
      select rl.print_run_id, rl.sequence, rl.stage, n.state = 'owed' as owed,
        ${isHeld} as on_hold
      from runs join print_run_letters rl on rl.print_run_id = runs.id and rl.stage not in ('spoiled', 'void')
      join letters l on l.id = rl.letter_id join notices n on n.id = l.notice_id),
    counted as (
      select print_run_id, count(*) as pieces, count(*) filter (where owed and on_hold) as on_hold,
        count(*) filter (where not owed) as to_pull, count(*) filter (where owed and not on_hold) as expected,
        count(*) filter (where print) as at_print, count(*) filter (where insert) as at_insert,
        count(*) filter (where seal) as at_seal, count(*) filter (where hand_over) as at_door,
        count(*) filter (where insert or seal) as at_insert_or_seal, count(seen.sequence) as somewhere,
        count(*) filter (where stage <> 'pending') as accounted
      from pieces left join seen using (print_run_id, sequence) group by 1),
    spoiled as (
      select s.print_run_id, count(*) filter (where s.confirmed_at is null) as waiting,
        count(s.successor_letter_id) as replaced
      from runs join spoils s on s.print_run_id = runs.id group by 1)
    select runs.*, c.*, coalesce(s.waiting, 0) as waiting, coalesce(s.replaced, 0) as replaced
    from runs left join counted c on c.print_run_id = runs.id left join spoiled s on s.print_run_id = runs.id
    order by runs.number`);
  return rows.map(reconciled);
}

function reconciled(row: Record<string, unknown>): Reconciliation {
  const number = (name: string) => Number(row[name] ?? 0);
  const stages = stageCountsOf(row);
  const scanned = {
    print: number("at_print"),
    insert: number("at_insert"),
    seal: number("at_seal"),
    "hand-over": number("at_door"),
  };
  const integrity = integrityLevel({
    pieces: number("pieces"),
    scanned,
    scannedAtInsertOrSeal: number("at_insert_or_seal"),
    scannedSomewhere: number("somewhere"),
    accountedFor: number("accounted"),
    spoilsWaiting: number("waiting"),
  });
  return {
    printRunId: String(row.id),
    number: number("number"),
    code: String(row.code),
    kind: row.kind as Reconciliation["kind"],
    state: row.state as PrintRunState,
    letters: number("letter_count"),
    stages,
    spoilsWaiting: number("waiting"),
    spoilsReplaced: number("replaced"),
    onHold: number("on_hold"),
    // Once a run is handed over nothing can be pulled any more: a later wish concerns what comes after.
    toPull: row.state === "handed-over" ? 0 : number("to_pull"),
    expected: row.state === "handed-over" ? number("pieces") : number("expected"),
    difference: number("letter_count") - Object.values(stages).reduce((sum, count) => sum + count, 0),
    integrity: { ...integrity, pieces: number("pieces"), scanned },
  };
}
