import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type BenchPiece, readCode } from "./bench/judge-scan";
import { benchPieces } from "./bench-pieces";
import { type LockedRun, lockedRun } from "./locked-run";
import { markSpoiled } from "./mark-spoiled";
import { onTheBench } from "./rules";
import { type ReportSpoil, reportSpoilInput } from "./schema";
import { settleRun } from "./settle-run";

/**
 * Pieces of a run came to harm: they pass no station any more, and a second person is asked. All that were named or
 * none. Throws `spoil.no-such-piece`, `spoil.not-on-bench` where one is spoiled or void already,
 * `print-run.not-released`, `print-run.already-handed-over`.
 */
export async function reportSpoil(
  actor: Actor,
  input: ReportSpoil,
): Promise<{ spoils: { id: string; sequence: number }[] }> {
  const by = authorizeStaff(actor, "bench.reportSpoil");
  const asked = parseInput(reportSpoilInput, input);
  return inTransaction(async (tx) => {
    const run = await lockedRun(tx, asked.printRunId);
    const verdict = onTheBench(run.state);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
    const pieces = await benchPieces(tx, run.id);
    const sequences = "code" in asked ? [sequenceOf(asked.code, run, pieces)] : [...new Set(asked.sequences)];
    for (const sequence of sequences) {
      const piece = pieces.find((known) => known.sequence === sequence);
      if (!piece) throw new NotFound("spoil.no-such-piece", { sequence });
      if (piece.stage === "spoiled" || piece.stage === "void")
        throw new NotAllowedNow("spoil.not-on-bench", { sequence });
    }
    const spoils = await markSpoiled(tx, by, run, sequences, asked.reason);
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "spoils.reported",
      subject: { type: "print-run", id: run.id },
      detail: { number: run.number, pieces: spoils.length, because: asked.reason },
    });
    await settleRun(tx, by.staffId, run);
    return { spoils };
  });
}

/** The place in the run of the piece whose code was read. */
function sequenceOf(typed: string, run: LockedRun, pieces: readonly BenchPiece[]): number {
  const read = readCode(typed);
  const piece = pieces.find((known) =>
    read?.by === "sheet"
      ? read.runCode === run.code && read.sequence === known.sequence && read.generation === known.generation
      : read?.inquiryNumber === known.inquiryNumber,
  );
  if (!piece) throw new NotFound("spoil.no-such-piece", { sequence: null });
  return piece.sequence;
}
