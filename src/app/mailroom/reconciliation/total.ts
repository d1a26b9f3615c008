import { pieceStages, type Reconciliation, type StageCounts } from "@/features/print-runs/schema";

export type Total = {
  letters: number;
  stages: StageCounts;
  spoilsWaiting: number;
  /** Letters less all stages. */
  difference: number;
  /** Runs that do not add up, even where their differences cancel out. */
  differing: Reconciliation[];
};

/** All runs together. */
export function totalOf(rows: readonly Reconciliation[]): Total {
  const sum = (of: (row: Reconciliation) => number) => rows.reduce((total, row) => total + of(row), 0);
  const stages = Object.fromEntries(
    pieceStages.map((stage) => [stage, sum((row) => row.stages[stage])]),
  ) as StageCounts;
  return {
    letters: sum((row) => row.letters),
    stages,
    spoilsWaiting: sum((row) => row.spoilsWaiting),
    difference: sum((row) => row.difference),
    differing: rows.filter((row) => row.difference !== 0),
  };
}
