import type { BenchFigures, PrintRunState } from "./schema";

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

export type BenchSum = {
  name: "owed" | "printed" | "handed-over";
  total: number;
  parts: { name: "toWrite" | "held" | "toPlan" | "inRuns" | "printed" | "handedOver"; count: number }[];
  /** 0 when the parts make up the total. */
  difference: number;
};

/**
 * The sums of the bench that must agree: what is owed is being written, held, to be planned or in a run; what the
 * mailroom counted out of the printer is waiting or handed over; what it counted out of the door is handed over.
 */
export function benchSums(figures: BenchFigures): BenchSum[] {
  const held = Object.values(figures.inRuns).reduce((sum, count) => sum + count, 0);
  const inRuns = held - figures.stoppedBeforeSealing - figures.stoppedAfterSealing;
  return [
    sumOf("owed", figures.owed, [
      { name: "toWrite", count: figures.toWrite },
      { name: "held", count: figures.held },
      { name: "toPlan", count: figures.toPlan },
      { name: "inRuns", count: inRuns },
    ]),
    sumOf("printed", figures.countedPrinted, [
      { name: "printed", count: figures.lettersPrinted },
      { name: "handedOver", count: figures.lettersHandedOver },
    ]),
    sumOf("handed-over", figures.countedHandedOver, [
      { name: "handedOver", count: figures.lettersHandedOver },
    ]),
  ];
}

function sumOf(name: BenchSum["name"], total: number, parts: BenchSum["parts"]): BenchSum {
  return { name, total, parts, difference: total - parts.reduce((sum, part) => sum + part.count, 0) };
}
