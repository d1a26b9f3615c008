import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type ForeignVerdict, type JudgedFile, judgeMachineFile } from "./bench/judge-machine-file";
import { type BenchAtStation, sheetKey } from "./bench/judge-scan";
import type { MachineLine } from "./bench/read-machine-file";
import { benchPieces } from "./bench-pieces";
import { findElsewhere } from "./find-elsewhere";
import type { Station } from "./schema";

type RunAtStation = { id: string; code: string; station: Station };

/** What each line of a machine's file means for the pieces of a run as they are now. Changes nothing. */
export async function judgeFileAtBench(
  db: Queryable,
  run: RunAtStation,
  lines: readonly MachineLine[],
): Promise<JudgedFile> {
  const bench = await wholeBench(db, run.id, run.station);
  return judgeMachineFile(bench, run.code, lines, await foreignVerdicts(db, run, bench, lines));
}

async function wholeBench(db: Queryable, printRunId: string, station: Station): Promise<BenchAtStation> {
  const pieces = await benchPieces(db, printRunId);
  const seen = await db.execute<{ sequence: number; sheet: number }>(sql`
    select distinct sequence, sheet from piece_scans where print_run_id = ${printRunId} and station = ${station}
      and sheet is not null and verdict in ('ok', 'gap', 'out-of-order')`);
  return {
    station,
    pieces: new Map(pieces.map((piece) => [piece.sequence, piece])),
    sheetsSeen: new Set(seen.map(({ sequence, sheet }) => sheetKey(sequence, sheet))),
    lastSequence: null,
  };
}

async function foreignVerdicts(
  db: Queryable,
  run: RunAtStation,
  bench: BenchAtStation,
  lines: readonly MachineLine[],
): Promise<Map<number, ForeignVerdict>> {
  const ours = new Set([...bench.pieces.values()].map(({ inquiryNumber }) => inquiryNumber));
  const reads = lines.flatMap(({ line, read }) => {
    if (!read || (read.by === "sheet" ? read.runCode === run.code : ours.has(read.inquiryNumber))) return [];
    return [{ key: line, read }];
  });
  const found = await findElsewhere(db, reads);
  return new Map([...found].map(([line, { ended }]) => [line, ended ? "void" : "other-run"]));
}
