import type { CatalogFact, FileFact } from "@/features/catalog/readers/catalog-facts";
import { type VolumeEvidence, type Whereabouts, whereOnVolume } from "@/features/catalog/rules";
import { ofKind } from "./bacula-fixture";

/** Every file fact with where it stands in regard to a volume. */
export function standings(
  facts: readonly CatalogFact[],
  volume: string,
): { file: FileFact; where: Whereabouts }[] {
  const ranges = groupByJob(ofKind(facts, "job-medium"));
  return ofKind(facts, "file").map((file) => ({
    file,
    where: whereOnVolume(volume, file, ranges.get(file.jobId) ?? []),
  }));
}

function groupByJob<T extends { jobId: number }>(facts: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const fact of facts) groups.set(fact.jobId, [...(groups.get(fact.jobId) ?? []), fact]);
  return groups;
}

/** The distinct paths that stand so. */
export function pathsWhere(
  facts: readonly CatalogFact[],
  volume: string,
  ...wanted: Whereabouts[]
): Set<string> {
  const found = standings(facts, volume).filter(({ where }) => wanted.includes(where));
  return new Set(found.map(({ file }) => file.path));
}

export function evidenceOf(facts: readonly CatalogFact[], volume: string): VolumeEvidence {
  return {
    volume,
    medium: ofKind(facts, "medium").find((medium) => medium.volume === volume) ?? null,
    jobs: ofKind(facts, "job"),
    jobMedia: ofKind(facts, "job-medium"),
    entries: ofKind(facts, "job-entries"),
  };
}
