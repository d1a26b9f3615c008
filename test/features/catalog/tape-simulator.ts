import fc from "fast-check";
import type { VolumeEvidence, Whereabouts } from "@/features/catalog/rules";

/** Blocks each job's files take, in the order of their indexes, and how the jobs are interleaved. */
export type Plan = {
  capacityBlocks: number;
  jobs: number[][];
  /** Which job writes its next file, by place among those that still have one. */
  turns: number[];
};

export const planArbitrary: fc.Arbitrary<Plan> = fc.record({
  capacityBlocks: fc.integer({ min: 2, max: 12 }),
  jobs: fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), {
    minLength: 1,
    maxLength: 5,
  }),
  turns: fc.array(fc.nat({ max: 20 }), { maxLength: 40 }),
});

type Range = VolumeEvidence["jobMedia"][number];
export type Tapes = {
  volumes: string[];
  ranges: Range[];
  /** By `jobId/fileIndex`: the volumes that hold a block of the file. */
  holders: Map<string, Set<string>>;
  evidence: (volume: string, forgotten?: number) => VolumeEvidence;
};

/** Writes the plan to tapes block by block, as a drive does, and keeps the catalog that Bacula would keep. */
export function writeTapes({ capacityBlocks, jobs, turns }: Plan): Tapes {
  const holders = new Map<string, Set<string>>();
  const ranges: Range[] = [];
  let tape = 0;
  let block = 0;
  const put = (jobId: number, fileIndex: number) => {
    if (block === capacityBlocks) {
      tape += 1;
      block = 0;
    }
    const volume = `TAPE${tape}`;
    const key = `${jobId}/${fileIndex}`;
    holders.set(key, (holders.get(key) ?? new Set()).add(volume));
    const open = ranges.findIndex((range) => range.jobId === jobId && range.volume === volume);
    const range = ranges[open];
    if (range) ranges[open] = { ...range, lastIndex: fileIndex, endAddress: block };
    else
      ranges.push({
        jobId,
        volume,
        firstIndex: fileIndex,
        lastIndex: fileIndex,
        startAddress: block,
        endAddress: block,
      });
    block += 1;
  };
  const next = jobs.map(() => 0);
  for (let turn = 0; ; turn++) {
    const ready = jobs.flatMap((files, job) => ((next[job] ?? 0) < files.length ? [job] : []));
    if (ready.length === 0) break;
    const job = ready[(turns[turn] ?? 0) % ready.length] ?? 0;
    const fileIndex = (next[job] ?? 0) + 1;
    next[job] = fileIndex;
    for (let written = 0; written < (jobs[job]?.[fileIndex - 1] ?? 0); written++) put(job + 1, fileIndex);
  }
  const volumes = Array.from({ length: tape + 1 }, (_, place) => `TAPE${place}`);
  const written = (volume: string) => (volume === `TAPE${tape}` ? block : capacityBlocks);
  return { volumes, ranges, holders, evidence: evidenceFrom(jobs, ranges, written) };
}

function evidenceFrom(jobs: number[][], ranges: Range[], written: (volume: string) => number) {
  return (volume: string, forgotten?: number): VolumeEvidence => ({
    volume,
    medium: {
      volume,
      mediaId: 1,
      mediaType: "File",
      volType: 1,
      firstWritten: null,
      lastWritten: null,
      labelDate: "2012-10-01 00:00:00",
      volJobs: new Set(ranges.filter((range) => range.volume === volume).map(({ jobId }) => jobId)).size,
      volFiles: 0,
      volBytes: written(volume),
      volStatus: "Full",
      recycleCount: 0,
      endAddress: written(volume) - 1,
      hasEncryptionKey: null,
    },
    jobs: jobs.flatMap((files, place) =>
      place + 1 === forgotten ? [] : [jobRecord(place + 1, files.length)],
    ),
    jobMedia: ranges.filter(({ jobId }) => jobId !== forgotten),
    entries: jobs.map((files, place) => ({
      jobId: place + 1,
      files: files.length,
      directories: 0,
      baseFiles: 0,
      withoutIndex: 0,
    })),
  });
}

function jobRecord(jobId: number, jobFiles: number): VolumeEvidence["jobs"][number] {
  return {
    jobId,
    name: `Job${jobId}`,
    type: "B",
    level: "F",
    status: "T",
    startTime: "2012-10-05 21:00:00",
    endTime: "2012-10-05 22:00:00",
    jobFiles,
    jobBytes: null,
    priorJobId: null,
    purgedFiles: false,
    hasBase: false,
  };
}

/** Where a file stands, told from the blocks themselves. */
export function whereByBlocks(tapes: Tapes, volume: string, jobId: number, fileIndex: number): Whereabouts {
  const holders = tapes.holders.get(`${jobId}/${fileIndex}`) ?? new Set();
  if (!holders.has(volume)) return "not-on-volume";
  return holders.size > 1 ? "partial" : "full";
}
