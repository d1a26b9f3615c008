import { parseInquiryNumber } from "@/lib/inquiry-number";
import { parseSheetCode } from "@/lib/sheet-code";
import { stationMoves } from "../rules";
import { type PieceStage, pieceStages, type ScanAnswer, type ScanVerdict, type Station } from "../schema";

/** A piece as the bench knows it. `owed`: its person is still to be written to. */
export type BenchPiece = {
  sequence: number;
  letterId: string;
  generation: number;
  inquiryNumber: string;
  stage: PieceStage;
  stageBy: "scan" | "file" | "count" | null;
  owed: boolean;
  onHold: boolean;
};

/** A run's pieces at one station, with what was scanned there: the sheets accepted and the last piece they were of. */
export type BenchAtStation = {
  station: Station;
  pieces: Map<number, BenchPiece>;
  sheetsSeen: Set<string>;
  lastSequence: number | null;
};

export type ReadCode =
  | { by: "sheet"; runCode: string; sequence: number; generation: number; sheet: number }
  | { by: "number"; inquiryNumber: string };

export type PlacedCode = { sequence: number; generation: number | null; sheet: number | null };

export type Judged = {
  verdict: ScanVerdict;
  missing: number[];
  because: ScanAnswer["because"];
  /** The piece passes the station. */
  moves: boolean;
  /** The piece ends here: nobody is to get it. */
  ends: boolean;
};

/** What a scanner or a person typed: a sheet's code or an inquiry number; null for anything else. */
export function readCode(text: string): ReadCode | null {
  const sheet = parseSheetCode(text);
  if (sheet.ok) {
    const { runCode, sequence, generation } = sheet;
    return { by: "sheet", runCode, sequence, generation, sheet: sheet.sheet };
  }
  const typed = parseInquiryNumber(text);
  return typed.ok ? { by: "number", inquiryNumber: typed.inquiryNumber } : null;
}

const rank = (stage: PieceStage) => pieceStages.indexOf(stage);

/** May this piece go on to the post? */
export const goesOn = ({ stage, owed, onHold }: BenchPiece) =>
  stage !== "spoiled" && stage !== "void" && owed && !onHold;

/** Has it passed the station? */
export const hasPassed = ({ stage }: BenchPiece, station: Station) =>
  rank(stage) >= rank(stationMoves[station].to) && stage !== "spoiled" && stage !== "void";

export const sheetKey = (sequence: number, sheet: number) => `${sequence}/${sheet}`;

const stays = (verdict: ScanVerdict, because: Judged["because"] = null, ends = false): Judged => ({
  verdict,
  missing: [],
  because,
  moves: false,
  ends,
});

/**
 * What the bench answers to one scan of a piece of its run; null where the run has no such piece. A piece counts
 * with the first of its sheets; each further sheet is `ok` right after it, and `out-of-order` when it comes later.
 * A spoiled or void piece is to be destroyed whatever else; then a wish not to be written to beats everything.
 */
export function judgeScan(bench: BenchAtStation, code: PlacedCode): Judged | null {
  const piece = bench.pieces.get(code.sequence);
  if (!piece || (code.generation ?? 0) > piece.generation) return null;
  if (code.generation !== null && code.generation < piece.generation) return stays("void", "replaced");
  if (piece.stage === "spoiled") return stays("void", "spoiled");
  if (piece.stage === "void") return stays("void", "cancelled");
  if (!piece.owed) return stays("stopped", "not-owed", true);
  if (piece.onHold) return stays("stopped", "on-hold");
  if (hasPassed(piece, bench.station)) return stays(again(bench, code));
  if (piece.stage !== stationMoves[bench.station].from) return stays("too-early");
  return { ...inOrder(bench, code.sequence), because: null, moves: true, ends: false };
}

function again({ sheetsSeen, lastSequence }: BenchAtStation, { sequence, sheet }: PlacedCode): ScanVerdict {
  const ofPiece = [...sheetsSeen].some((key) => key.startsWith(`${sequence}/`));
  if (sheet === null || !ofPiece || sheetsSeen.has(sheetKey(sequence, sheet))) return "twice";
  return lastSequence === sequence ? "ok" : "out-of-order";
}

function inOrder({ pieces, station }: BenchAtStation, sequence: number) {
  const passed = [...pieces.values()].filter((piece) => hasPassed(piece, station));
  const furthest = passed.reduce((most, piece) => Math.max(most, piece.sequence), 0);
  if (sequence < furthest) return { verdict: "out-of-order" as const, missing: [] };
  const missing = [...pieces.values()]
    .filter((piece) => piece.sequence > furthest && piece.sequence < sequence)
    .filter((piece) => goesOn(piece) && !hasPassed(piece, station))
    .map((piece) => piece.sequence);
  return { verdict: missing.length > 0 ? ("gap" as const) : ("ok" as const), missing };
}

/** The bench after a scan it answered so. Changes `bench`. */
export function takeScan(bench: BenchAtStation, code: PlacedCode, judged: Judged): void {
  const piece = bench.pieces.get(code.sequence);
  if (!piece) return;
  if (judged.ends) piece.stage = "void";
  if (judged.moves) piece.stage = stationMoves[bench.station].to;
  if (!["ok", "gap", "out-of-order"].includes(judged.verdict)) return;
  if (code.sheet !== null) bench.sheetsSeen.add(sheetKey(code.sequence, code.sheet));
  bench.lastSequence = code.sequence;
}
