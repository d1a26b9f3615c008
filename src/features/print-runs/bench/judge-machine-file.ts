import type { LineVerdict } from "../schema";
import { type BenchAtStation, type BenchPiece, hasPassed, judgeScan, takeScan } from "./judge-scan";
import type { MachineLine } from "./read-machine-file";

/** A code of a piece that is in another run, as it was found: to be destroyed, or only not ours. */
export type ForeignVerdict = "other-run" | "void";

export type JudgedLine = {
  line: number;
  verdict: LineVerdict;
  sequence: number | null;
  sheet: number | null;
};

export type JudgedFile = {
  lines: JudgedLine[];
  /** Places of the pieces that pass the station, that end here, and that are reported as spoiled. */
  moved: number[];
  ended: number[];
  spoiled: number[];
};

/**
 * A machine's file line by line, each judged after all before it as a scan would be. `ok` and `hand-repaired` pass
 * the station; `missing` moves nothing. `foreign` answers for the codes of other runs, by line. Changes `bench`.
 */
export function judgeMachineFile(
  bench: BenchAtStation,
  runCode: string,
  lines: readonly MachineLine[],
  foreign: ReadonlyMap<number, ForeignVerdict>,
): JudgedFile {
  const byNumber = new Map([...bench.pieces.values()].map((piece) => [piece.inquiryNumber, piece]));
  const file: JudgedFile = { lines: [], moved: [], ended: [], spoiled: [] };
  for (const each of lines) {
    const piece = pieceOf(each, bench, byNumber, runCode);
    const sheet = each.read?.by === "sheet" ? each.read.sheet : null;
    const verdict = each.disposition === null ? "unreadable" : judgeLine(bench, each, piece, file);
    file.lines.push({
      line: each.line,
      verdict: verdict ?? foreign.get(each.line) ?? "unknown",
      sequence: verdict === null || verdict === "unreadable" ? null : (piece?.sequence ?? null),
      sheet: piece ? sheet : null,
    });
  }
  return file;
}

function pieceOf(
  { read }: MachineLine,
  bench: BenchAtStation,
  byNumber: ReadonlyMap<string, BenchPiece>,
  runCode: string,
): BenchPiece | undefined {
  if (read?.by === "number") return byNumber.get(read.inquiryNumber);
  return read?.runCode === runCode ? bench.pieces.get(read.sequence) : undefined;
}

/** Null where the run has no such piece. */
function judgeLine(
  bench: BenchAtStation,
  { read, disposition }: MachineLine,
  piece: BenchPiece | undefined,
  file: JudgedFile,
): LineVerdict | null {
  if (!piece || !read) return null;
  const sheet = read.by === "sheet" ? read.sheet : null;
  const generation = read.by === "sheet" ? read.generation : null;
  const code = { sequence: piece.sequence, generation, sheet };
  const judged = judgeScan(bench, code);
  if (!judged) return null;
  if (disposition === "ok" || disposition === "hand-repaired") {
    takeScan(bench, code, judged);
    if (judged.moves) file.moved.push(piece.sequence);
    if (judged.ends) file.ended.push(piece.sequence);
    return judged.verdict;
  }
  if (judged.verdict === "void")
    return judged.because === "spoiled" && disposition === "spoiled" ? "twice" : "void";
  if (disposition === "missing") return hasPassed(piece, bench.station) ? "twice" : "missing";
  piece.stage = "spoiled";
  file.spoiled.push(piece.sequence);
  return "spoiled";
}
