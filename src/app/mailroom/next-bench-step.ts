import type { BenchFigures, PrintRunRow } from "@/features/print-runs/schema";

export type BenchStep =
  | { kind: "mend"; run: PrintRunRow }
  | { kind: "plan"; letters: number }
  | { kind: "seal"; runs: PrintRunRow[] }
  | { kind: "print"; run: PrintRunRow; more: number }
  | { kind: "hand-over"; run: PrintRunRow; more: number }
  | { kind: "wait-rendering"; runs: number }
  | { kind: "wait-writing"; letters: number }
  | { kind: "done"; letters: number }
  | { kind: "nothing" };

/** The one thing to do next at the bench: what stands still first, then from the front of the line to its end. */
export function nextBenchStep(runs: readonly PrintRunRow[], figures: BenchFigures): BenchStep {
  const inState = (state: PrintRunRow["state"]) => runs.filter((run) => run.state === state);
  const failed = runs.find((run) => run.problem && run.state === "sealed");
  if (failed) return { kind: "mend", run: failed };
  if (figures.toPlan > 0) return { kind: "plan", letters: figures.toPlan };
  const open = inState("open");
  if (open.length > 0) return { kind: "seal", runs: open };
  const [toPrint, ...moreToPrint] = inState("rendered");
  if (toPrint) return { kind: "print", run: toPrint, more: moreToPrint.length };
  const [printed, ...morePrinted] = inState("printed");
  if (printed) return { kind: "hand-over", run: printed, more: morePrinted.length };
  const rendering = inState("sealed").length;
  if (rendering > 0) return { kind: "wait-rendering", runs: rendering };
  if (figures.toWrite > 0) return { kind: "wait-writing", letters: figures.toWrite };
  if (runs.length > 0) return { kind: "done", letters: figures.lettersHandedOver };
  return { kind: "nothing" };
}
