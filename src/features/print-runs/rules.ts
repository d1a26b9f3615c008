import type { PrintRunState } from "./schema";

export type PrintRunAct = "seal" | "render" | "record-printed" | "hand-over";

/** Who may move a run where: from the state on the left by the act on the right, and no other way. */
export const printRunMoves: Record<PrintRunAct, { from: PrintRunState; to: PrintRunState }> = {
  seal: { from: "open", to: "sealed" },
  render: { from: "sealed", to: "rendered" },
  "record-printed": { from: "rendered", to: "printed" },
  "hand-over": { from: "printed", to: "handed-over" },
};

/** More letters than this are not one run. */
export const mostLettersInRun = 500;

export type Verdict = { ok: true } | { ok: false; because: string };

/** May the act be done to a run in this state? */
export function mayMove(act: PrintRunAct, state: PrintRunState): Verdict {
  return printRunMoves[act].from === state
    ? { ok: true }
    : { ok: false, because: `print-run.not-${printRunMoves[act].from}` };
}

/** A count that somebody took by hand or by machine must be the run's own. Nothing is rounded, nothing waived. */
export function mayCount(counted: number, letters: number): Verdict {
  return counted === letters ? { ok: true } : { ok: false, because: "print-run.count-differs" };
}
