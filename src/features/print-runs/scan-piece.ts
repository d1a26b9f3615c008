import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import {
  type BenchAtStation,
  type Judged,
  judgeScan,
  type PlacedCode,
  type ReadCode,
  readCode,
  sheetKey,
} from "./bench/judge-scan";
import { benchPieces } from "./bench-pieces";
import { findElsewhere } from "./find-elsewhere";
import { type LockedRun, lockedRun } from "./locked-run";
import { onTheBench, stationMoves } from "./rules";
import { type Scan, type ScanAnswer, scanInput } from "./schema";
import { settleRun } from "./settle-run";
import { voidPieces } from "./void-pieces";

type Found = { code: PlacedCode | null; judged: Judged; inRun: ScanAnswer["inRun"] };

const notOurs = (verdict: "unknown" | "other-run" | "void", because: Judged["because"] = null): Judged => ({
  verdict,
  missing: [],
  because,
  moves: false,
  ends: false,
});

/**
 * One piece under the scanner at one station. Answers what to do with it and moves it on where it may go; every
 * scan is kept (`piece_scans`), also those that moved nothing, but never the text of a code we do not know. Throws
 * `print-run.not-released`, `print-run.already-handed-over`.
 */
export async function scanPiece(actor: Actor, input: Scan): Promise<ScanAnswer> {
  const by = authorizeStaff(actor, "bench.scan");
  const { printRunId, station, code: typed, scanId } = parseInput(scanInput, input);
  return inTransaction(async (tx) => {
    const read = readCode(typed);
    // Sent at once: the server does them in order, so that the pieces are read when the run is locked.
    const [run, before, pieces, bench] = await Promise.all([
      lockedRun(tx, printRunId),
      answeredBefore(tx, printRunId, scanId ?? null),
      benchPieces(tx, printRunId),
      atStation(tx, printRunId, station, read?.by === "sheet" ? read.sequence : null),
    ]);
    if (before) {
      const { state, counts } = await settleRun(tx, by.staffId, run);
      return { ...before, inRun: null, missing: [], because: null, counts, runState: state };
    }
    const verdict = onTheBench(run.state);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
    for (const piece of pieces) bench.pieces.set(piece.sequence, piece);
    const { code, judged, inRun } = await judgeAtBench(tx, run, bench, read);
    if (code && judged.ends) await voidPieces(tx, run.id, [code.sequence]);
    if (code && judged.moves) await movePiece(tx, run, station, code.sequence);
    await tx.execute(sql`
      insert into piece_scans (incident_id, print_run_id, station, sequence, sheet, verdict, source, by_staff_id, scan_id)
      values (${run.incidentId}, ${run.id}, ${station}, ${code?.sequence ?? null}, ${code?.sheet ?? null},
              ${judged.verdict}, 'scan', ${by.staffId}, ${scanId ?? null})`);
    const { state, counts } = await settleRun(tx, by.staffId, run);
    const { missing, because } = judged;
    const sequence = code?.sequence ?? null;
    return { verdict: judged.verdict, sequence, inRun, missing, because, counts, runState: state };
  });
}

/** The verdict of a scan that reached us although its answer did not reach the bench; null for a new one. */
async function answeredBefore(tx: Tx, printRunId: string, scanId: string | null) {
  if (scanId === null) return null;
  const [scan] = await tx.execute<Pick<ScanAnswer, "verdict" | "sequence">>(sql`
    select verdict, sequence from piece_scans where scan_id = ${scanId} and print_run_id = ${printRunId}`);
  return scan ?? null;
}

async function judgeAtBench(
  tx: Tx,
  run: LockedRun,
  bench: BenchAtStation,
  read: ReadCode | null,
): Promise<Found> {
  const unknown: Found = { code: null, judged: notOurs("unknown"), inRun: null };
  if (!read) return unknown;
  const ofNumber = [...bench.pieces.values()].find(
    ({ inquiryNumber }) => read.by === "number" && inquiryNumber === read.inquiryNumber,
  );
  const here =
    read.by === "number" ? ofNumber : read.runCode === run.code ? bench.pieces.get(read.sequence) : undefined;
  if (here) {
    const { sequence } = here;
    const code =
      read.by === "sheet"
        ? { sequence, generation: read.generation, sheet: read.sheet }
        : { sequence, generation: null, sheet: null };
    const judged = judgeScan(bench, code);
    return judged ? { code, judged, inRun: null } : unknown;
  }
  const elsewhere = (await findElsewhere(tx, [{ key: 0, read }])).get(0);
  if (!elsewhere) return unknown;
  const judged = elsewhere.ended ? notOurs("void", elsewhere.ended) : notOurs("other-run");
  return { code: null, judged, inRun: elsewhere.inRun };
}

/** What was scanned of this piece at the station, and of which piece the last sheet was; its pieces are the caller's. */
async function atStation(
  tx: Tx,
  printRunId: string,
  station: Scan["station"],
  sequence: number | null,
): Promise<BenchAtStation> {
  const nothing = { station, pieces: new Map(), sheetsSeen: new Set<string>(), lastSequence: null };
  if (sequence === null) return nothing;
  // All of the run's at the station at once: asked for the last alone, the planner walks through every run's scans.
  const scans = await tx.execute<{ sequence: number; sheet: number | null; last: boolean }>(sql`
    with accepted as materialized (
      select id, sequence, sheet from piece_scans
      where print_run_id = ${printRunId} and station = ${station} and verdict in ('ok', 'gap', 'out-of-order'))
    select sequence, sheet, false as last from accepted where sequence = ${sequence}
    union all
    (select sequence, sheet, true from accepted order by id desc limit 1)`);
  const sheetsSeen = new Set(
    scans.flatMap((scan) => (scan.sheet === null ? [] : [sheetKey(scan.sequence, scan.sheet)])),
  );
  const last = scans.find((scan) => scan.last)?.sequence ?? null;
  return { ...nothing, sheetsSeen, lastSequence: last };
}

async function movePiece(tx: Tx, run: LockedRun, station: Scan["station"], sequence: number): Promise<void> {
  const { from, to } = stationMoves[station];
  const [moved] = await tx.execute<{ pieces: number }>(sql`
    with moved as (
      update print_run_letters set stage = ${to}, stage_at = clock_timestamp(), stage_by = 'scan'
      where print_run_id = ${run.id} and sequence = ${sequence} and stage = ${from} returning letter_id),
    printed as (update letters l set state = 'printed' from moved where l.id = moved.letter_id and l.state = 'in-run' returning 1)
    select count(*)::int as pieces, (select count(*) from printed) from moved`);
  if (moved?.pieces !== 1) throw new Conflict("print-run.race");
}
