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
    const run = await lockedRun(tx, printRunId);
    const before = scanId ? await answeredBefore(tx, by.staffId, run, scanId) : null;
    if (before) return before;
    const verdict = onTheBench(run.state);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
    const found = await judgeAtBench(tx, run, station, readCode(typed));
    if (found.code) await record(tx, run, station, found.code, found.judged);
    await tx.execute(sql`
      insert into piece_scans (incident_id, print_run_id, station, sequence, sheet, verdict, source, by_staff_id, scan_id)
      values (${run.incidentId}, ${run.id}, ${station}, ${found.code?.sequence ?? null}, ${found.code?.sheet ?? null},
              ${found.judged.verdict}, 'scan', ${by.staffId}, ${scanId ?? null})`);
    const { state, counts } = await settleRun(tx, by.staffId, run);
    return {
      verdict: found.judged.verdict,
      sequence: found.code?.sequence ?? null,
      inRun: found.inRun,
      missing: found.judged.missing,
      because: found.judged.because,
      counts,
      runState: state,
    };
  });
}

/** The answer of a scan that reached us although its answer did not reach the bench; null for a new one. */
async function answeredBefore(
  tx: Tx,
  staffId: string,
  run: LockedRun,
  scanId: string,
): Promise<ScanAnswer | null> {
  const [scan] = await tx.execute<Pick<ScanAnswer, "verdict" | "sequence">>(sql`
    select verdict, sequence from piece_scans where scan_id = ${scanId} and print_run_id = ${run.id}`);
  if (!scan) return null;
  const { state, counts } = await settleRun(tx, staffId, run);
  return { ...scan, inRun: null, missing: [], because: null, counts, runState: state };
}

async function judgeAtBench(
  tx: Tx,
  run: LockedRun,
  station: Scan["station"],
  read: ReadCode | null,
): Promise<Found> {
  if (!read) return { code: null, judged: notOurs("unknown"), inRun: null };
  const pieces = await benchPieces(tx, run.id);
  const here =
    read.by === "sheet"
      ? pieces.find(({ sequence }) => read.runCode === run.code && read.sequence === sequence)
      : pieces.find(({ inquiryNumber }) => inquiryNumber === read.inquiryNumber);
  if (here) {
    const code = {
      sequence: here.sequence,
      generation: read.by === "sheet" ? read.generation : null,
      sheet: read.by === "sheet" ? read.sheet : null,
    };
    const bench = await atStation(tx, run.id, station, here.sequence);
    for (const piece of pieces) bench.pieces.set(piece.sequence, piece);
    const judged = judgeScan(bench, code);
    return judged ? { code, judged, inRun: null } : { code: null, judged: notOurs("unknown"), inRun: null };
  }
  const elsewhere = (await findElsewhere(tx, [{ key: 0, read }])).get(0);
  if (!elsewhere) return { code: null, judged: notOurs("unknown"), inRun: null };
  const judged = elsewhere.ended ? notOurs("void", elsewhere.ended) : notOurs("other-run");
  return { code: null, judged, inRun: elsewhere.inRun };
}

/** What was scanned of this piece at the station, and of which piece the last sheet was. */
async function atStation(
  tx: Tx,
  printRunId: string,
  station: Scan["station"],
  sequence: number,
): Promise<BenchAtStation> {
  const scans = await tx.execute<{ sequence: number; sheet: number | null; last: boolean }>(sql`
    (select sequence, sheet, false as last from piece_scans
     where print_run_id = ${printRunId} and station = ${station} and sequence = ${sequence}
       and verdict in ('ok', 'gap', 'out-of-order'))
    union all
    (select sequence, sheet, true from piece_scans
     where print_run_id = ${printRunId} and station = ${station} and verdict in ('ok', 'gap', 'out-of-order')
     order by id desc limit 1)`);
  const sheetsSeen = new Set(
    scans.flatMap((scan) => (scan.sheet === null ? [] : [sheetKey(scan.sequence, scan.sheet)])),
  );
  const last = scans.find((scan) => scan.last)?.sequence ?? null;
  return { station, pieces: new Map(), sheetsSeen, lastSequence: last };
}

async function record(tx: Tx, run: LockedRun, station: Scan["station"], code: PlacedCode, judged: Judged) {
  if (judged.ends) await voidPieces(tx, run.id, [code.sequence]);
  if (!judged.moves) return;
  const { from, to } = stationMoves[station];
  const moved = await tx.execute(sql`
    update print_run_letters set stage = ${to}, stage_at = clock_timestamp(), stage_by = 'scan'
    where print_run_id = ${run.id} and sequence = ${code.sequence} and stage = ${from} returning letter_id as id`);
  if (moved.length !== 1) throw new Conflict("print-run.race");
  if (station !== "print") return;
  await tx.execute(sql`
    update letters set state = 'printed' where id = ${String(moved[0]?.id)} and state = 'in-run'`);
}
