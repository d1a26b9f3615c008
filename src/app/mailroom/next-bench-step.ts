import type { BenchFigures, PrintRunRow, Station } from "@/features/print-runs/schema";
import { type BenchJob, jobOf } from "./bench-job";

export type BenchStep =
  | { kind: "mend"; run: PrintRunRow }
  | { kind: "plan"; letters: number }
  | { kind: "seal"; runs: PrintRunRow[] }
  | { kind: "release"; run: PrintRunRow; more: number }
  | { kind: "station"; station: Station; run: PrintRunRow; more: number }
  | { kind: "wait-rendering"; runs: number }
  | { kind: "wait-release"; runs: number }
  | { kind: "wait-writing"; letters: number }
  | { kind: "done"; letters: number }
  | { kind: "nothing" };

/**
 * The one thing to do next at the bench for whoever looks: what stands still first, then from the front of the line
 * to its end. Who sealed a run is not asked to release it.
 */
export function nextBenchStep(
  runs: readonly PrintRunRow[],
  figures: BenchFigures,
  staffId: string,
): BenchStep {
  const waitingFor = (job: BenchJob) => runs.filter((run) => jobOf(run) === job);
  const failed = runs.find((run) => run.problem && run.state === "sealed");
  if (failed) return { kind: "mend", run: failed };
  if (figures.toPlan > 0) return { kind: "plan", letters: figures.toPlan };
  const open = waitingFor("seal-run");
  if (open.length > 0) return { kind: "seal", runs: open };
  const unreleased = waitingFor("release");
  const [toRelease, ...moreToRelease] = unreleased.filter((run) => run.sealedBy !== staffId);
  if (toRelease) return { kind: "release", run: toRelease, more: moreToRelease.length };
  for (const station of ["print", "insert", "seal", "hand-over"] as const) {
    const [first, ...others] = waitingFor(station);
    if (first) return { kind: "station", station, run: first, more: others.length };
  }
  const rendering = waitingFor("rendering").length;
  if (rendering > 0) return { kind: "wait-rendering", runs: rendering };
  if (unreleased.length > 0) return { kind: "wait-release", runs: unreleased.length };
  if (figures.toWrite > 0) return { kind: "wait-writing", letters: figures.toWrite };
  if (runs.length > 0) return { kind: "done", letters: figures.lettersHandedOver };
  return { kind: "nothing" };
}
