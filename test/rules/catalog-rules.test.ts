import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unexplainedStretches } from "@/features/catalog/readers/volume-stretches";
import {
  countsAsOnVolume,
  incompleteReasons,
  scopeVerdict,
  type VolumeEvidence,
  whereOnVolume,
} from "@/features/catalog/rules";
import { planArbitrary, whereByBlocks, writeTapes } from "../features/catalog/tape-simulator";

describe("where a file stands", () => {
  it("agrees with the blocks on simulated tapes, interleaved jobs and files over several tapes included", () => {
    fc.assert(
      fc.property(planArbitrary, (plan) => {
        const tapes = writeTapes(plan);
        for (const [place, files] of plan.jobs.entries()) {
          const jobId = place + 1;
          const ranges = tapes.ranges.filter((range) => range.jobId === jobId);
          for (const volume of tapes.volumes)
            for (let fileIndex = 0; fileIndex <= files.length + 1; fileIndex++)
              expect(whereOnVolume(volume, { fileIndex, base: false }, ranges)).toBe(
                whereByBlocks(tapes, volume, jobId, fileIndex),
              );
        }
      }),
      { numRuns: 300, seed: 20121025 },
    );
  });

  it("without file indexes never loses a file that is there, and is certain only where no doubt can be", () => {
    fc.assert(
      fc.property(planArbitrary, (plan) => {
        const tapes = writeTapes(plan);
        for (const [place, files] of plan.jobs.entries()) {
          const ranges = tapes.ranges.filter((range) => range.jobId === place + 1);
          for (const volume of tapes.volumes) {
            const where = whereOnVolume(volume, { fileIndex: null, base: false }, ranges);
            const real = files.map((_, at) => whereByBlocks(tapes, volume, place + 1, at + 1));
            if (real.some((one) => one !== "not-on-volume")) expect(countsAsOnVolume(where)).toBe(true);
            if (where === "full") expect(real.every((one) => one === "full")).toBe(true);
          }
        }
      }),
      { numRuns: 200, seed: 20121116 },
    );
  });

  it("places base-job files by name only, and doubts where the source cannot tell them", () => {
    const ranges = [{ volume: "V1", firstIndex: 1, lastIndex: 9 }];
    expect(whereOnVolume("V1", { fileIndex: 5, base: true }, ranges)).toBe("named-only");
    expect(whereOnVolume("V2", { fileIndex: 5, base: true }, ranges)).toBe("not-on-volume");
    expect(whereOnVolume("V1", { fileIndex: null, base: null }, ranges)).toBe("possible");
    expect(countsAsOnVolume("named-only")).toBe(false);
  });
});

describe("what makes a catalog incomplete", () => {
  it("is silent on every simulated tape whose catalog is whole", () => {
    fc.assert(
      fc.property(planArbitrary, (plan) => {
        const tapes = writeTapes(plan);
        for (const volume of tapes.volumes) expect(incompleteReasons(tapes.evidence(volume))).toEqual([]);
      }),
      { numRuns: 200, seed: 20140312 },
    );
  });

  it("calls every tape INCOMPLETE on which a forgotten job wrote", () => {
    fc.assert(
      fc.property(planArbitrary, fc.nat({ max: 4 }), (plan, pick) => {
        const tapes = writeTapes(plan);
        const forgotten = (pick % plan.jobs.length) + 1;
        for (const volume of tapes.volumes) {
          const wrote = tapes.ranges.some((range) => range.jobId === forgotten && range.volume === volume);
          const verdict = scopeVerdict(incompleteReasons(tapes.evidence(volume, forgotten)));
          expect(verdict).toBe(wrote ? "incomplete" : "complete");
        }
      }),
      { numRuns: 200, seed: 20140317 },
    );
  });

  const whole = writeTapes({ capacityBlocks: 10, jobs: [[1, 1, 1]], turns: [] }).evidence("TAPE0");
  const job = whole.jobs[0]!;
  const medium = whole.medium!;
  const codes = (evidence: VolumeEvidence) =>
    incompleteReasons(evidence).map(({ reason, weight }) => `${weight} ${reason}`);

  it.each<[string, Partial<VolumeEvidence>, string[]]>([
    ["no media row", { medium: null }, ["unconfirmed medium-not-in-catalog"]],
    [
      "nothing at all, as under a mistyped label",
      { medium: null, jobs: [], jobMedia: [], entries: [] },
      ["incomplete medium-not-in-catalog"],
    ],
    [
      "media row without a job count (list media)",
      { medium: { ...medium, volJobs: null } },
      ["unconfirmed job-count-not-stated"],
    ],
    ["a purged volume", { medium: { ...medium, volStatus: "Purged" } }, ["incomplete volume-purged"]],
    ["an encryption key", { medium: { ...medium, hasEncryptionKey: true } }, ["note encryption-key-present"]],
    [
      "a label written after the job ended",
      { medium: { ...medium, labelDate: "2013-01-01 00:00:00" } },
      ["incomplete recycled-after-job"],
    ],
    ["no job row", { jobs: [] }, ["incomplete job-not-in-catalog"]],
    ["purged file records", { jobs: [{ ...job, purgedFiles: true }] }, ["incomplete file-records-purged"]],
    [
      "a cancelled job without records",
      { jobs: [{ ...job, status: "A", jobFiles: 0 }], entries: [] },
      ["incomplete job-ended-badly"],
    ],
    ["a cancelled job with all its records", { jobs: [{ ...job, status: "A" }] }, ["note job-ended-badly"]],
    [
      "fewer records than the job saved",
      { entries: [{ jobId: 1, files: 1, directories: 1, baseFiles: 0, withoutIndex: 0 }] },
      ["incomplete file-records-missing"],
    ],
    [
      "more records than the job saved",
      { entries: [{ jobId: 1, files: 9, directories: 0, baseFiles: 0, withoutIndex: 0 }] },
      ["note file-records-more-than-stated"],
    ],
    [
      "indexes that no range holds",
      { jobs: [{ ...job, jobFiles: 5 }], entries: [{ ...whole.entries[0]!, files: 5 }] },
      ["incomplete index-ranges-missing"],
    ],
    ["a copied job", { jobs: [{ ...job, priorJobId: 7 }] }, ["note copied-job"]],
    [
      "ranges without addresses (list jobmedia)",
      { jobMedia: whole.jobMedia.map((range) => ({ ...range, startAddress: null, endAddress: null })) },
      ["unconfirmed block-ranges-not-stated"],
    ],
  ])("says so of %s", (_, change, expected) => {
    expect(codes({ ...whole, ...change })).toEqual(expected);
  });

  it("says what would settle a base job whose table was not given", () => {
    const reasons = incompleteReasons({
      ...whole,
      jobs: [{ ...job, hasBase: true }],
      entries: [{ jobId: 1, files: 1, directories: 0, baseFiles: 0, withoutIndex: 0 }],
    });
    expect(reasons[0]).toMatchObject({
      reason: "file-records-missing",
      whatCouldSettleIt: "base-files-table",
    });
  });
});

describe("stretches of a volume nobody accounts for", () => {
  const disk = { volType: 1, volBytes: 10_000, endAddress: 9_999 };
  const tape = { volType: 2, volBytes: 5_000_000, endAddress: 5 * 2 ** 32 };
  const at = (file: number, block: number) => file * 2 ** 32 + block;
  const range = (startAddress: number, endAddress: number) => ({ startAddress, endAddress });

  it("finds them on disk at the start, in the middle and at the end, past the label and overlapping ranges", () => {
    expect(unexplainedStretches(disk, [range(219, 5_000), range(4_000, 9_999)])).toEqual([]);
    expect(unexplainedStretches(disk, [range(219, 9_999)])).toEqual([]);
    expect(unexplainedStretches(disk, [range(3_000, 4_000), range(4_101, 9_899)])).toEqual([
      { at: "start", unit: "bytes", size: 3_000 },
      { at: "middle", unit: "bytes", size: 100 },
      { at: "end", unit: "bytes", size: 100 },
    ]);
    expect(unexplainedStretches(disk, [])).toEqual([{ at: "end", unit: "bytes", size: 10_000 }]);
  });

  it("finds them on tape in file marks and blocks, and lets a file mark pass", () => {
    expect(unexplainedStretches(tape, [range(at(0, 1), at(0, 90)), range(at(1, 0), at(4, 7))])).toEqual([]);
    expect(unexplainedStretches(tape, [range(at(2, 0), at(2, 9)), range(at(2, 20), at(3, 9))])).toEqual([
      { at: "start", unit: "file-marks", size: 1 },
      { at: "middle", unit: "blocks", size: 10 },
      { at: "end", unit: "file-marks", size: 1 },
    ]);
  });

  it("cannot tell without addresses", () => {
    expect(unexplainedStretches(disk, [{ startAddress: null, endAddress: null }])).toBeNull();
  });
});
