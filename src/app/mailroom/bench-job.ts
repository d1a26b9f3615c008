import type { PrintRunRow, PrintRunState, StageCounts, Station } from "@/features/print-runs/schema";

/** What is to be done next with a run, in the order of the work. */
export const benchJobs = [
  "seal-run",
  "rendering",
  "release",
  "print",
  "insert",
  "seal",
  "hand-over",
  "done",
] as const;
export type BenchJob = (typeof benchJobs)[number];

type Run = { state: PrintRunState; stages: StageCounts };

const jobBefore: Partial<Record<PrintRunState, BenchJob>> = {
  open: "seal-run",
  sealed: "rendering",
  rendered: "release",
  "handed-over": "done",
};

/** The job of a run: by its state, and on the bench by the piece that is furthest behind. */
export function jobOf({ state, stages }: Run): BenchJob {
  const before = jobBefore[state];
  if (before) return before;
  if (stages.pending > 0) return "print";
  if (stages.printed > 0) return "insert";
  if (stages.inserted > 0) return "seal";
  return "hand-over";
}

/** The station whose work the job is; null where it is not done at a station. */
export function stationOf(job: BenchJob): Station | null {
  return job === "print" || job === "insert" || job === "seal" || job === "hand-over" ? job : null;
}

const stillHere: readonly (keyof StageCounts)[] = ["pending", "printed", "inserted", "sealed"];

/** Pieces of these runs that are not handed over, spoiled or void. */
export function piecesLeft(runs: readonly Pick<PrintRunRow, "stages">[]): number {
  return runs.reduce((sum, { stages }) => sum + stillHere.reduce((of, stage) => of + stages[stage], 0), 0);
}
