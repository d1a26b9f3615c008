import type { IncompleteReason, ReasonWeight } from "@/features/catalog/rules";

/** All of one reason against one medium: over how many jobs, and what they sum to. */
export type ReasonGroup = Pick<IncompleteReason, "reason" | "weight" | "unit" | "whatCouldSettleIt"> & {
  jobs: number;
  /** Summed where every one of the group is a number; else null. */
  expected: number | null;
  found: number | null;
  each: IncompleteReason[];
};

const weights: readonly ReasonWeight[] = ["incomplete", "unconfirmed", "note"];

function sum(values: readonly IncompleteReason["expected"][]): number | null {
  return values.every((value) => typeof value === "number")
    ? values.reduce((total, n) => total + n, 0)
    : null;
}

/** The reasons by kind, the heaviest first. */
export function groupedReasons(reasons: readonly IncompleteReason[]): ReasonGroup[] {
  const groups = new Map<string, IncompleteReason[]>();
  for (const one of reasons) {
    const key = [one.weight, one.reason, one.unit, one.whatCouldSettleIt].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .flatMap((each) => {
      const [first] = each;
      if (!first) return [];
      const { reason, weight, unit, whatCouldSettleIt } = first;
      return [
        {
          ...{ reason, weight, unit, whatCouldSettleIt, each },
          jobs: new Set(each.flatMap(({ jobId }) => (jobId === null ? [] : [jobId]))).size,
          expected: sum(each.map((one) => one.expected)),
          found: sum(each.map((one) => one.found)),
        },
      ];
    })
    .sort((a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight));
}
