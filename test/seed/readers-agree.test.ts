import { describe, expect, it } from "vitest";
import type { CatalogFact } from "@/features/catalog/readers/catalog-facts";
import { readCatalog } from "@/features/catalog/readers/read-catalog";
import { countsAsOnVolume, incompleteReasons, scopeVerdict, whereOnVolume } from "@/features/catalog/rules";
import { classifyPath } from "@/features/documents/rules";
import { type GeneratedScenario, generateScenario } from "../../seed/generate";

type Of<K extends CatalogFact["kind"]> = Extract<CatalogFact, { kind: K }>;

async function factsOf(scenario: GeneratedScenario): Promise<CatalogFact[]> {
  const files = [...scenario.files]
    .filter(([path]) => path.startsWith("catalog/"))
    .map(([name, chunks]) => ({
      name,
      async *open() {
        yield* chunks;
      },
    }));
  const facts: CatalogFact[] = [];
  for await (const fact of readCatalog(files)) facts.push(fact);
  return facts;
}

describe.each(["two-tapes-small", "hard-names"])("our own catalog readers and path rules on %s", (name) => {
  const scenario = generateScenario(name);
  const { truth } = scenario;
  const reading = factsOf(scenario);
  const facts = async <K extends CatalogFact["kind"]>(kind: K) =>
    (await reading).filter((fact): fact is Of<K> => fact.kind === kind);

  it("understand every record and find both lost volumes complete", async () => {
    expect(await facts("rejected")).toEqual([]);
    const [media, jobs, jobMedia, entries] = await Promise.all([
      facts("medium"),
      facts("job"),
      facts("job-medium"),
      facts("job-entries"),
    ]);
    for (const volume of truth.lostVolumes) {
      const ids = new Set(jobMedia.filter((row) => row.volume === volume).map((row) => row.jobId));
      const reasons = incompleteReasons({
        volume,
        medium: media.find((medium) => medium.volume === volume) ?? null,
        jobs: jobs.filter((job) => ids.has(job.jobId)),
        jobMedia: jobMedia.filter((row) => ids.has(row.jobId)),
        entries: entries.filter((entry) => ids.has(entry.jobId)),
      });
      expect(reasons).toEqual([]);
      expect(scopeVerdict(reasons)).toBe("complete");
    }
  });

  it("put every file where the truth puts it: mapped, excluded or unresolved", async () => {
    const jobMedia = await facts("job-medium");
    const counts = { document: 0, excluded: 0, unresolved: 0 };
    for (const file of await facts("file")) {
      const ranges = jobMedia.filter((row) => row.jobId === file.jobId);
      if (!truth.lostVolumes.some((volume) => countsAsOnVolume(whereOnVolume(volume, file, ranges))))
        continue;
      const decided = classifyPath(file.path);
      counts[decided.outcome] += 1;
    }
    const { mapped, excluded, unresolved } = truth.onLostVolumes;
    expect(counts).toEqual({
      document: mapped + unresolved.claimNotInMaster,
      excluded: excluded.blankForm + excluded.desktopFile + excluded.scanLog,
      unresolved: unresolved.unreadableName,
    });
  });
});
