import type { Verdict } from "../rules";
import { type BenchPiece, goesOn, hasPassed } from "./judge-scan";

/**
 * May a printed run leave the house? Not while a spoil waits for its second person or a piece is on hold, and where
 * pieces are scanned not with one that no scanner saw sealed, or seen at the door by some and not by others. A house
 * without a scanner counts: then all pieces came where they are by a count. `pieces`: how many stand in the way.
 */
export function mayClose(pieces: readonly BenchPiece[], spoilsWaiting: number): Verdict & { pieces: number } {
  const held = pieces.filter(
    (piece) => piece.onHold && piece.owed && piece.stage !== "spoiled" && piece.stage !== "void",
  ).length;
  if (spoilsWaiting > 0) return { ok: false, because: "print-run.spoils-waiting", pieces: spoilsWaiting };
  if (held > 0) return { ok: false, because: "print-run.on-hold", pieces: held };
  const going = pieces.filter(goesOn);
  const out = going.filter((piece) => piece.stage === "handed-over").length;
  const behind =
    out > 0
      ? going.length - out
      : going.filter((piece) => piece.stageBy !== "count" && !hasPassed(piece, "seal")).length;
  return behind === 0
    ? { ok: true, pieces: 0 }
    : { ok: false, because: "print-run.pieces-behind", pieces: behind };
}
