import type { Queryable } from "@/db/client";
import { hasPassed } from "./bench/judge-scan";
import { benchPieces } from "./bench-pieces";
import type { MissingPiece, MissingPiecesAsked } from "./schema";

/** The pieces of a run that have not passed a station and are neither spoiled nor void, in order. */
export async function missingPieces(
  db: Queryable,
  { printRunId, station }: MissingPiecesAsked,
): Promise<MissingPiece[]> {
  const pieces = await benchPieces(db, printRunId);
  return pieces
    .filter((piece) => piece.stage !== "spoiled" && piece.stage !== "void" && !hasPassed(piece, station))
    .map(({ sequence, inquiryNumber, stage, onHold, owed }) => ({
      sequence,
      inquiryNumber,
      stage,
      onHold,
      stopped: !owed,
    }));
}
