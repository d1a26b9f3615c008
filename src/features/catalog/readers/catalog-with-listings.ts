import { type IncompleteReason, incompleteReasons, scopeVerdict, type VolumeEvidence } from "../rules";
import { bls } from "./bls";
import type {
  AccountFact,
  CatalogFact,
  CatalogText,
  FileFact,
  JobEntriesFact,
  JobFact,
  JobMediumFact,
  MediumFact,
  ReadingOptions,
} from "./catalog-facts";

/**
 * Reads a catalog together with `bls` listings of copies of its volumes. A listing read to its end settles what the
 * catalog lost (a job it forgot, purged records); the catalog settles what a listing cannot show (the end of a file
 * from the volume before, which files belong to a base job). Every file comes from either source that names it.
 */
export async function* catalogWithListings(
  catalog: AsyncIterable<CatalogFact>,
  listings: readonly CatalogText[],
  options: ReadingOptions,
): AsyncGenerator<CatalogFact> {
  const known = new KnownOfCatalog();
  for await (const fact of catalog) if (known.take(fact)) yield fact;
  const named = known.baseFiles.size > 0 ? await namedInListings(listings, options, known) : null;
  const listed: MediumFact[] = [];
  for await (const fact of bls.read(listings, options)) {
    if (fact.kind === "medium") listed.push(fact);
    else if (fact.kind === "job-entries") known.listedEntries.push(fact);
    else if (fact.kind === "account") known.accounts.push(fact);
    else yield fact.kind === "file" ? (named?.(fact) ?? fact) : fact;
  }
  yield* known.mediaWith(listed);
  yield* known.entries;
  yield* known.listedEntries;
  yield* known.accounts.sort((a, b) => a.fileNumber - b.fileNumber);
}

/** What the catalog tells that the listings are held against. */
class KnownOfCatalog {
  readonly media: MediumFact[] = [];
  readonly entries: JobEntriesFact[] = [];
  readonly listedEntries: JobEntriesFact[] = [];
  readonly accounts: AccountFact[] = [];
  readonly jobMedia: JobMediumFact[] = [];
  /** By path: the base-job files of that name, each as the job that only names it lists it. */
  readonly baseFiles = new Map<string, FileFact[]>();
  private readonly jobs: JobFact[] = [];

  /** Whether the fact may go on at once. */
  take(fact: CatalogFact): boolean {
    if (fact.kind === "medium") this.media.push(fact);
    else if (fact.kind === "job-entries") this.entries.push(fact);
    else if (fact.kind === "account") this.accounts.push(fact);
    else {
      if (fact.kind === "job") this.jobs.push(fact);
      if (fact.kind === "job-medium") this.jobMedia.push(fact);
      if (fact.kind === "file" && fact.base)
        this.baseFiles.set(fact.path, [...(this.baseFiles.get(fact.path) ?? []), fact]);
      return true;
    }
    return false;
  }

  *mediaWith(listed: readonly MediumFact[]): Generator<MediumFact> {
    const byVolume = new Map(listed.map((medium) => [medium.volume, medium]));
    for (const medium of this.media) {
      const listing = byVolume.get(medium.volume);
      byVolume.delete(medium.volume);
      yield listing ? { ...medium, reasons: this.reasonsOf(medium, listing) } : medium;
    }
    for (const listing of byVolume.values())
      yield { ...listing, reasons: this.reasonsOf({ ...listing, reasons: undefined }, listing) };
  }

  private reasonsOf(medium: MediumFact, listing: MediumFact): IncompleteReason[] {
    const here = new Set(
      this.jobMedia.filter(({ volume }) => volume === medium.volume).map(({ jobId }) => jobId),
    );
    const evidence: VolumeEvidence = {
      volume: medium.volume,
      medium,
      jobs: this.jobs.filter(({ jobId }) => here.has(jobId)),
      jobMedia: this.jobMedia.filter(({ jobId }) => here.has(jobId)),
      entries: this.entries,
    };
    return reasonsTogether(incompleteReasons(evidence), listing.reasons ?? []);
  }
}

/**
 * Of what the catalog and a listing each lack, what remains when both are there. A whole listing leaves of the
 * catalog's reasons only the notes; a whole catalog leaves nothing of the listing's.
 */
export function reasonsTogether(
  catalog: readonly IncompleteReason[],
  listing: readonly IncompleteReason[],
): IncompleteReason[] {
  const isListingWhole = listing.every(({ weight }) => weight !== "incomplete");
  if (scopeVerdict(catalog) === "complete")
    return [
      ...catalog,
      ...listing.flatMap((one) => (one.weight === "incomplete" ? [{ ...one, weight: "note" as const }] : [])),
    ];
  if (!isListingWhole) return [...catalog, ...listing];
  return [...catalog.filter(({ weight }) => weight === "note"), ...listing];
}

/**
 * Reads the listings through once, for the places that name a base job's file and hold none. Where a volume's
 * listing names such a path more often than the catalog does, some other job put it there: then all count as content.
 */
async function namedInListings(
  listings: readonly CatalogText[],
  options: ReadingOptions,
  known: KnownOfCatalog,
): Promise<(file: FileFact) => FileFact> {
  const candidates: FileFact[] = [];
  const ranges = new Map<number, JobMediumFact[]>();
  for await (const fact of bls.read(listings, options)) {
    if (fact.kind === "file" && known.baseFiles.has(fact.path)) candidates.push(fact);
    if (fact.kind === "job-medium") ranges.set(fact.jobId, [...(ranges.get(fact.jobId) ?? []), fact]);
  }
  const volumeOf = ({ jobId, fileIndex }: FileFact) =>
    ranges.get(jobId)?.find((range) => isIn(range, fileIndex))?.volume;
  const times = new Map<string, number>();
  const keyOf = (volume: string, path: string) => JSON.stringify([volume, path]);
  for (const file of candidates) {
    const key = keyOf(volumeOf(file) ?? "", file.path);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return (file) => {
    const volume = known.baseFiles.has(file.path) ? volumeOf(file) : undefined;
    if (volume === undefined) return file;
    const named = (known.baseFiles.get(file.path) ?? []).filter(({ jobId, fileIndex }) =>
      known.jobMedia.some(
        (range) => range.jobId === jobId && range.volume === volume && isIn(range, fileIndex),
      ),
    );
    if ((times.get(keyOf(volume, file.path)) ?? 0) > named.length) return file;
    return { ...file, base: true, baseJobId: named[0]?.baseJobId ?? null };
  };
}

function isIn({ firstIndex, lastIndex }: JobMediumFact, fileIndex: number | null): boolean {
  return fileIndex !== null && firstIndex <= fileIndex && fileIndex <= lastIndex;
}
