import type { JobEntriesFact, JobFact, JobMediumFact, MediumFact } from "./readers/catalog-facts";
import { type UnexplainedStretch, unexplainedStretches } from "./readers/volume-stretches";

/** Files `firstIndex`…`lastIndex` of one job lie on `volume`. */
export type IndexRange = Pick<JobMediumFact, "volume" | "firstIndex" | "lastIndex">;

/**
 * Where a file stands in regard to a volume. `full`: wholly on it. `partial`: a boundary file, begun on one
 * volume and ended on another. `possible`: its job wrote to this volume and the source cannot say more.
 * `deleted-later`: wholly on it, but the volume's newest index lists it no more (LTFS never overwrites).
 * `named-only`: a base-job file; this volume holds its name and attributes, another its data.
 */
export type Whereabouts = "full" | "partial" | "possible" | "deleted-later" | "named-only" | "not-on-volume";

/**
 * Decides where a file of a job stands in regard to a volume. `ranges` are all index ranges of that job, on
 * every volume (Bacula: `JobMedia`). `fileIndex` is null where the source has none, `base` is null where the
 * source cannot tell a base job's file from the job's own (console text).
 *
 * `placeRowsOnMedia` decides the same over tables, for file rows `f` and ranges `here`, `there` of its job:
 * - on the volume: `f.is_base <> 1 and f.file_index > 0
 *   and f.file_index between here.first_index and here.last_index`;
 * - of these, partial: `exists` a range `there` on another volume with `there.first_index = f.file_index
 *   and here.last_index = f.file_index`, or the two the other way round;
 * - with `f.file_index is null`: any range `here`; possible (kept as partial) if a range `there` exists or the
 *   source cannot tell base-job files, else full;
 * - deleted later (`f.is_base = 3`): placed like any other row, so full.
 *
 * Both are held against the blocks of simulated tapes (`test/features/catalog/tape-simulator.ts`).
 */
export function whereOnVolume(
  volume: string,
  file: { fileIndex: number | null; base: boolean | null; deletedLater?: boolean },
  ranges: readonly IndexRange[],
): Whereabouts {
  const here = ranges.filter((range) => range.volume === volume);
  const { fileIndex, base } = file;
  if (fileIndex === null) {
    if (here.length === 0) return "not-on-volume";
    if (base === true) return "named-only";
    return here.length === ranges.length && base === false ? "full" : "possible";
  }
  const holding = here.filter((range) => holds(range, fileIndex));
  if (holding.length === 0) return "not-on-volume";
  if (base) return "named-only";
  const elsewhere = ranges.filter((range) => range.volume !== volume);
  const atBoundary = holding.some((mine) => elsewhere.some((theirs) => meetAt(fileIndex, mine, theirs)));
  if (atBoundary) return "partial";
  return file.deletedLater ? "deleted-later" : "full";
}

function holds(range: IndexRange, fileIndex: number): boolean {
  return fileIndex > 0 && range.firstIndex <= fileIndex && fileIndex <= range.lastIndex;
}

function meetAt(fileIndex: number, one: IndexRange, other: IndexRange): boolean {
  return (
    (one.lastIndex === fileIndex && other.firstIndex === fileIndex) ||
    (one.firstIndex === fileIndex && other.lastIndex === fileIndex)
  );
}

/** Whether any of the file's content may be read from the volume. */
export function countsAsOnVolume(where: Whereabouts): boolean {
  return where !== "named-only" && where !== "not-on-volume";
}

/** What a catalog says of one volume and of the jobs on it; facts of the readers fit as they are. */
export type VolumeEvidence = {
  readonly volume: string;
  /** Null when the source lists no such volume. */
  readonly medium: Omit<MediumFact, "file" | "fileNumber" | "line" | "raw" | "kind"> | null;
  readonly jobs: readonly Omit<JobFact, "file" | "fileNumber" | "line" | "raw" | "kind">[];
  /** Every range of every job that has one on this volume, on other volumes too. */
  readonly jobMedia: readonly Omit<JobMediumFact, "file" | "fileNumber" | "line" | "raw" | "kind">[];
  readonly entries: readonly Omit<JobEntriesFact, "kind">[];
};

/**
 * `incomplete`: files are on the volume, or may be, that the catalog does not name. `unconfirmed`: the source
 * lacks what would show it. `note`: to be known and weighed; it makes nothing incomplete.
 */
export type ReasonWeight = "incomplete" | "unconfirmed" | "note";

export type IncompleteReason = {
  readonly reason: ReasonCode;
  readonly weight: ReasonWeight;
  readonly jobId: number | null;
  readonly unit:
    | "entries"
    | "jobs"
    | "lines"
    | "indexes"
    | "bytes"
    | "blocks"
    | "file-marks"
    | "time"
    | "none";
  readonly expected: number | string | null;
  readonly found: number | string | null;
  readonly whatCouldSettleIt: Settlement | null;
};

export type ReasonCode =
  | "medium-not-in-catalog"
  | "volume-purged"
  | "job-forgotten"
  | "job-count-not-stated"
  | "blocks-unexplained-at-start"
  | "blocks-unexplained-in-middle"
  | "blocks-unexplained-at-end"
  | "block-ranges-not-stated"
  | "job-not-in-catalog"
  | "file-records-purged"
  | "file-records-missing"
  | "file-records-more-than-stated"
  | "file-count-not-stated"
  | "job-ended-badly"
  | "index-ranges-missing"
  | "positions-not-stated"
  | "recycled-after-job"
  | "recycled"
  | "base-files-elsewhere"
  | "copied-job"
  | "encryption-key-present"
  | "lines-set-aside"
  | "index-damaged"
  | "index-read-up-to"
  | "index-as-of"
  | "deleted-later"
  | "deleted-before-the-indexes"
  | "older-indexes-not-given"
  | "volume-reformatted"
  | "file-list-missing"
  | "file-list-short"
  | "image-not-described"
  | "image-unfinished"
  | "image-expired"
  | "image-on-several-media"
  | "own-list"
  | "listing-cut-short"
  | "listing-count-differs"
  | "listing-read-faults"
  | "boundary-file-not-listed"
  | "base-files-not-told-apart";

/** What would settle a doubt: a listing read from a surviving copy, or an export that is missing. */
export type Settlement =
  | "bls-of-a-copy"
  | "bls-of-volume-before"
  | "older-catalog-backup"
  | "media-table"
  | "job-table"
  | "job-media-table"
  | "file-table"
  | "base-files-table"
  | "original-job-files"
  | "tables-as-csv"
  | "mended-lines"
  | "older-ltfs-index"
  | "ltfs-index-anew"
  | "bpflist-of-image"
  | "bpimmedia-of-volume"
  | "the-backup-systems-own-catalog";

/**
 * Everything that speaks against taking the catalog's list of a volume's files for complete. Bacula's
 * `VolFiles` is not held against files: it counts file marks, and is 0 on a disk volume. Sources: Bacula catalog
 * tables (`Media`, `Job`, `JobMedia`), Bacula Main Reference, "Catalog Services".
 */
export function incompleteReasons(evidence: VolumeEvidence): IncompleteReason[] {
  if (evidence.medium?.reasons) return [...evidence.medium.reasons];
  const here = evidence.jobMedia.filter(({ volume }) => volume === evidence.volume);
  const jobIds = [...new Set(here.map(({ jobId }) => jobId))].sort((a, b) => a - b);
  return [
    ...mediumReasons(evidence, jobIds.length),
    ...blockReasons(evidence.medium, here),
    ...jobIds.flatMap((jobId) => jobReasons(evidence, jobId)),
  ];
}

/** The verdict on a volume: the heaviest weight among its reasons. */
export function scopeVerdict(
  reasons: readonly IncompleteReason[],
): "complete" | "unconfirmed" | "incomplete" {
  if (reasons.some(({ weight }) => weight === "incomplete")) return "incomplete";
  return reasons.some(({ weight }) => weight === "unconfirmed") ? "unconfirmed" : "complete";
}

/**
 * What is known of a medium in short, as it is signed with a list: its verdict, and how often each reason stands
 * against it. Notes count nowhere, and a medium that is complete has no reasons.
 */
export function scopeThen(medium: {
  label: string;
  verdict: ReturnType<typeof scopeVerdict>;
  reasons: readonly IncompleteReason[];
}): { label: string; verdict: ReturnType<typeof scopeVerdict>; reasons: Record<string, number> } {
  const { label, verdict } = medium;
  const reasons: Record<string, number> = {};
  for (const { reason, weight } of verdict === "complete" ? [] : medium.reasons) {
    if (weight !== "note") reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  return { label, verdict, reasons };
}

/** A reason that says of the rest nothing. */
export function reasonOf(
  reason: ReasonCode,
  weight: ReasonWeight,
  rest: Partial<Omit<IncompleteReason, "reason" | "weight">> = {},
): IncompleteReason {
  const silent = { jobId: null, unit: "none", expected: null, found: null, whatCouldSettleIt: null } as const;
  return { reason, weight, ...silent, ...rest };
}

function mediumReasons({ medium }: VolumeEvidence, jobsFound: number): IncompleteReason[] {
  if (!medium) {
    // Known by its jobs at least, or not at all: then nobody on it would be told.
    const weight = jobsFound > 0 ? "unconfirmed" : "incomplete";
    return [reasonOf("medium-not-in-catalog", weight, { whatCouldSettleIt: "media-table" })];
  }
  const reasons: IncompleteReason[] = [];
  const { volJobs, volStatus, recycleCount } = medium;
  const jobs = { unit: "jobs", expected: volJobs, found: jobsFound } as const;
  if (volJobs === null)
    reasons.push(
      reasonOf("job-count-not-stated", "unconfirmed", { ...jobs, whatCouldSettleIt: "media-table" }),
    );
  else if (volJobs > jobsFound)
    reasons.push(reasonOf("job-forgotten", "incomplete", { ...jobs, whatCouldSettleIt: "bls-of-a-copy" }));
  if (volStatus === "Purged" || volStatus === "Recycle")
    reasons.push(reasonOf("volume-purged", "incomplete", { whatCouldSettleIt: "older-catalog-backup" }));
  if (recycleCount) reasons.push(reasonOf("recycled", "note", { expected: 0, found: recycleCount }));
  if (medium.hasEncryptionKey) reasons.push(reasonOf("encryption-key-present", "note"));
  return reasons;
}

const stretchReasons = {
  start: "blocks-unexplained-at-start",
  middle: "blocks-unexplained-in-middle",
  end: "blocks-unexplained-at-end",
} as const satisfies Record<UnexplainedStretch["at"], ReasonCode>;

function blockReasons(
  medium: VolumeEvidence["medium"],
  here: VolumeEvidence["jobMedia"],
): IncompleteReason[] {
  if (!medium) return [];
  const stretches = unexplainedStretches(medium, here);
  if (stretches === null)
    return [reasonOf("block-ranges-not-stated", "unconfirmed", { whatCouldSettleIt: "job-media-table" })];
  return stretches.map(({ at, unit, size }) =>
    reasonOf(stretchReasons[at], "incomplete", {
      unit,
      expected: 0,
      found: size,
      whatCouldSettleIt: "bls-of-a-copy",
    }),
  );
}

function jobReasons(evidence: VolumeEvidence, jobId: number): IncompleteReason[] {
  const job = evidence.jobs.find((candidate) => candidate.jobId === jobId);
  if (!job) return [reasonOf("job-not-in-catalog", "incomplete", { jobId, whatCouldSettleIt: "job-table" })];
  const entries = evidence.entries.find((candidate) => candidate.jobId === jobId);
  const found = entries ? entries.files + entries.directories + entries.baseFiles : 0;
  return [
    ...recordReasons(job, found, entries?.baseFiles ?? 0),
    ...rangeReasons(evidence, job, entries?.withoutIndex ?? 0),
    ...historyReasons(evidence, job, entries?.baseFiles ?? 0),
  ];
}

type Job = VolumeEvidence["jobs"][number];

const endedWell = new Set(["T", "W"]);

/** `JobFiles` against the records found, and what may have become of those that are missing. */
function recordReasons(job: Job, found: number, baseFiles: number): IncompleteReason[] {
  const { jobId, jobFiles: expected } = job;
  const count = { jobId, unit: "entries", expected, found } as const;
  const reasons: IncompleteReason[] = [];
  if (job.purgedFiles)
    reasons.push(
      reasonOf("file-records-purged", "incomplete", { ...count, whatCouldSettleIt: "older-catalog-backup" }),
    );
  else if (expected === null)
    reasons.push(
      reasonOf("file-count-not-stated", "unconfirmed", { ...count, whatCouldSettleIt: "job-table" }),
    );
  else if (found < expected) {
    const settlement = settlementOf(job, baseFiles);
    reasons.push(reasonOf("file-records-missing", "incomplete", { ...count, whatCouldSettleIt: settlement }));
  } else if (found > expected) reasons.push(reasonOf("file-records-more-than-stated", "note", count));
  if (!endedWell.has(job.status ?? "")) {
    const weight = found === 0 || !expected ? "incomplete" : "note";
    reasons.push(reasonOf("job-ended-badly", weight, { ...count, whatCouldSettleIt: "bls-of-a-copy" }));
  }
  return reasons;
}

function settlementOf(job: Job, baseFiles: number): Settlement {
  if (job.hasBase && baseFiles === 0) return "base-files-table";
  return job.priorJobId === null ? "file-table" : "original-job-files";
}

/** A job's ranges on all volumes together must hold the indexes 1…`JobFiles`. */
function rangeReasons(evidence: VolumeEvidence, job: Job, withoutIndex: number): IncompleteReason[] {
  const { jobId, jobFiles } = job;
  const ranges = evidence.jobMedia.filter((range) => range.jobId === jobId);
  const reasons: IncompleteReason[] = [];
  const held = indexesHeld(ranges, jobFiles ?? 0);
  if (jobFiles !== null && held < jobFiles)
    reasons.push(
      reasonOf("index-ranges-missing", "incomplete", {
        jobId,
        unit: "entries",
        expected: jobFiles,
        found: held,
        whatCouldSettleIt: "job-media-table",
      }),
    );
  const spans = ranges.some(({ volume }) => volume !== evidence.volume);
  if (withoutIndex > 0 && (spans || job.hasBase !== false))
    reasons.push(
      reasonOf("positions-not-stated", "unconfirmed", {
        jobId,
        unit: "entries",
        expected: 0,
        found: withoutIndex,
        whatCouldSettleIt: "tables-as-csv",
      }),
    );
  return reasons;
}

/** How many of the indexes 1…`last` lie in at least one range. */
function indexesHeld(ranges: readonly IndexRange[], last: number): number {
  let held = 0;
  let reached = 0;
  for (const range of [...ranges].sort((a, b) => a.firstIndex - b.firstIndex)) {
    const from = Math.max(range.firstIndex, reached + 1);
    const to = Math.min(range.lastIndex, last);
    if (to >= from) held += to - from + 1;
    reached = Math.max(reached, to);
  }
  return held;
}

function historyReasons({ medium }: VolumeEvidence, job: Job, baseFiles: number): IncompleteReason[] {
  const { jobId, endTime, priorJobId } = job;
  const reasons: IncompleteReason[] = [];
  const labelDate = medium?.labelDate ?? null;
  if (labelDate !== null && endTime !== null && labelDate > endTime)
    reasons.push(
      reasonOf("recycled-after-job", "incomplete", {
        jobId,
        unit: "time",
        expected: endTime,
        found: labelDate,
        whatCouldSettleIt: "bls-of-a-copy",
      }),
    );
  if (job.hasBase)
    reasons.push(reasonOf("base-files-elsewhere", "note", { jobId, unit: "entries", found: baseFiles }));
  if (priorJobId !== null) reasons.push(reasonOf("copied-job", "note", { jobId, found: priorJobId }));
  return reasons;
}
