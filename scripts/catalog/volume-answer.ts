import type {
  CatalogFact,
  FileFact,
  JobEntriesFact,
  JobFact,
  JobMediumFact,
  MediumFact,
  RejectedFact,
  SourceFile,
} from "@/features/catalog/readers/catalog-facts";
import { type ReadCatalogOptions, readCatalogInBatches } from "@/features/catalog/readers/read-catalog";
import {
  type IncompleteReason,
  incompleteReasons,
  reasonOf,
  type Whereabouts,
  whereOnVolume,
} from "@/features/catalog/rules";

const rejectedShown = 20;

/** What the first passage over a catalog keeps: everything but its files. */
export type Overview = {
  media: MediumFact[];
  jobs: JobFact[];
  jobMedia: JobMediumFact[];
  entries: JobEntriesFact[];
  linesRead: number;
  rejected: { count: number; first: RejectedFact[] };
};

/** Reads a catalog through, file by file, keeping what tells where files lie and how complete that is. */
export async function overviewOf(
  files: readonly SourceFile[],
  options: ReadCatalogOptions,
): Promise<Overview> {
  const rejected = { count: 0, first: [] as RejectedFact[] };
  const overview: Overview = { media: [], jobs: [], jobMedia: [], entries: [], linesRead: 0, rejected };
  for await (const facts of readCatalogInBatches(files, options))
    for (const fact of facts) if (fact.kind !== "file") keep(overview, fact);
  return overview;
}

function keep(overview: Overview, fact: Exclude<CatalogFact, FileFact>): void {
  if (fact.kind === "medium") overview.media.push(fact);
  else if (fact.kind === "job") overview.jobs.push(fact);
  else if (fact.kind === "job-medium") overview.jobMedia.push(fact);
  else if (fact.kind === "job-entries") overview.entries.push(fact);
  else if (fact.kind === "account") overview.linesRead += fact.linesRead;
  else {
    overview.rejected.count += 1;
    if (overview.rejected.first.length < rejectedShown) overview.rejected.first.push(fact);
  }
}

/** Every volume that the catalog knows, in order. */
export function volumesIn({ media, jobMedia }: Overview): string[] {
  return [...new Set([...media, ...jobMedia].map(({ volume }) => volume))].sort();
}

/** What speaks against the list of a volume's files; lines that were not understood may have named some. */
export function reasonsFor(volume: string, overview: Overview): IncompleteReason[] {
  const { jobs, jobMedia, entries, rejected } = overview;
  const medium = overview.media.find((one) => one.volume === volume) ?? null;
  const here = new Set(jobMedia.filter((range) => range.volume === volume).map(({ jobId }) => jobId));
  const reasons = incompleteReasons({
    volume,
    medium,
    jobs: jobs.filter(({ jobId }) => here.has(jobId)),
    jobMedia: jobMedia.filter(({ jobId }) => here.has(jobId)),
    entries: entries.filter(({ jobId }) => here.has(jobId)),
  });
  if (rejected.count === 0 || reasons.some(({ reason }) => reason === "lines-set-aside")) return reasons;
  const lines = { unit: "lines", expected: 0, found: rejected.count } as const;
  return [
    ...reasons,
    reasonOf("lines-set-aside", "incomplete", { ...lines, whatCouldSettleIt: "mended-lines" }),
  ];
}

/** One job's ranges by their first index, with the furthest that those up to each reach. */
type RangesOfJob = { ranges: JobMediumFact[]; furthest: number[]; isHere: boolean };

/** Where files stand in regard to a volume: `whereOnVolume`, asked of only those ranges that hold the file. */
export function placing(volume: string, jobMedia: readonly JobMediumFact[]): (file: FileFact) => Whereabouts {
  const byJob = new Map<number, RangesOfJob>();
  for (const range of [...jobMedia].sort((a, b) => a.firstIndex - b.firstIndex)) {
    const of = byJob.get(range.jobId) ?? { ranges: [], furthest: [], isHere: false };
    of.furthest.push(Math.max(of.furthest.at(-1) ?? 0, range.lastIndex));
    of.ranges.push(range);
    of.isHere ||= range.volume === volume;
    byJob.set(range.jobId, of);
  }
  return (file) => {
    const of = byJob.get(file.jobId);
    if (!of?.isHere) return "not-on-volume";
    return whereOnVolume(volume, file, file.fileIndex === null ? of.ranges : holding(of, file.fileIndex));
  };
}

function holding({ ranges, furthest }: RangesOfJob, index: number): JobMediumFact[] {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.firstIndex ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  const found: JobMediumFact[] = [];
  for (let at = low - 1; at >= 0 && (furthest[at] ?? 0) >= index; at -= 1) {
    const range = ranges[at];
    if (range && range.lastIndex >= index) found.push(range);
  }
  return found;
}

export type Word = "full" | "partial" | "named";

const words: Record<Whereabouts, Word | null> = {
  full: "full",
  "deleted-later": "full",
  partial: "partial",
  possible: "partial",
  "named-only": "named",
  "not-on-volume": null,
};

/** The lines of the answer, in the order of the catalog. */
export async function* linesOnVolume(
  files: readonly SourceFile[],
  options: ReadCatalogOptions,
  where: (file: FileFact) => Whereabouts,
): AsyncGenerator<{ word: Word; path: string }[]> {
  for await (const facts of readCatalogInBatches(files, options)) {
    const lines: { word: Word; path: string }[] = [];
    for (const fact of facts) {
      const word = fact.kind === "file" ? words[where(fact)] : null;
      if (word && fact.kind === "file") lines.push({ word, path: fact.path });
    }
    if (lines.length > 0) yield lines;
  }
}

const escapes: Record<string, string> = { "\\": "\\\\", "'": "\\'", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * A path on one line. As it is, unless it holds a control character (or begins like what follows): then as a shell's
 * `$'…'`, which no other path looks like.
 */
export function linePath(path: string): string {
  if (!/\p{Cc}/u.test(path) && !path.startsWith("$'")) return path;
  const escaped = path.replace(
    /[\\'\p{Cc}]/gu,
    (character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `$'${escaped}'`;
}
