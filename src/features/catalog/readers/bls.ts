import { type IncompleteReason, reasonOf } from "../rules";
import { type BlsLine, blsLine, type EntryKind } from "./bls-lines";
import type {
  CatalogFact,
  CatalogReader,
  CatalogText,
  JobFact,
  JobMediumFact,
  MediumFact,
  Origin,
  ReadingOptions,
} from "./catalog-facts";
import { linesOf, naming } from "./catalog-text";
import { EntryCounts, LineAccount } from "./line-account";

/** A disk volume begins with its label; what ends no further holds nothing else. */
const labelBytesAtMost = 2048;

/**
 * What `bls` (Bacula, Bareos) read from a surviving copy of a volume: its entries, one a line. The listing says
 * what is physically there, so each entry lies wholly on the volume it was read from; the volume is named by the
 * listing, or else by the file's name (`DLS-A00123L4.txt.gz`).
 *
 * `bls` states no job for most entries and no place within one, so entries are counted into jobs of the listing's
 * own: minus the job number it prints (0 where it prints none), the indexes in the order read. Such numbers never
 * meet those of a catalog. What a listing cannot show stands in the medium's `reasons` (`listingReasons`).
 * Throws the reasons of `decodeStream` and `catalog.line-too-long`, with { file }.
 */
export const bls: CatalogReader = {
  recognises(beginning) {
    const shapes = beginning
      .split(/\r\n|\n|\r/)
      .slice(0, 200)
      .map((text) => blsLine(text).shape);
    return shapes.includes("opened") || shapes.includes("entry") || shapes.includes("total");
  },
  async *read(files, options = {}) {
    const listings = new Listings();
    const accounts: LineAccount[] = [];
    for (const file of files) {
      const scan = new BlsScan(file, listings, options);
      accounts.push(scan.account);
      for await (const line of naming(file.name, () => linesOf(file, scan.account)))
        yield* scan.take(line.line, line.text);
      yield* scan.end();
    }
    yield* listings.facts();
    yield* listings.counts.facts();
    for (const account of accounts) yield account.close();
  },
};

/** From "Ready to read" or the first entry to the closing line: one run of `bls`, of one volume or several. */
type Run = {
  origin: Origin;
  volumes: Map<string, { entries: number; endAddress: number | null }>;
  entries: number;
  total: number | null;
  setAside: number;
  faults: number;
};

/** All that the listings say, whatever volume and file it came from. */
class Listings {
  readonly counts = new EntryCounts();
  private readonly runs: Run[] = [];
  private readonly ranges: JobMediumFact[] = [];
  private readonly nextIndex = new Map<number, number>();
  private readonly lastRange = new Map<number, number>();

  begin(origin: Origin): Run {
    const run = { origin, volumes: new Map(), entries: 0, total: null, setAside: 0, faults: 0 };
    this.runs.push(run);
    return run;
  }

  /** The next index of a job; the job's range on the volume grows by it. */
  place(jobId: number, volume: string, origin: Origin): number {
    const index = this.nextIndex.get(jobId) ?? 1;
    this.nextIndex.set(jobId, index + 1);
    const at = this.lastRange.get(jobId);
    const last = at === undefined ? undefined : this.ranges[at];
    if (at !== undefined && last?.volume === volume) this.ranges[at] = { ...last, lastIndex: index };
    else {
      this.lastRange.set(jobId, this.ranges.length);
      this.ranges.push({ ...origin, ...rangeOf(jobId, volume, index) });
    }
    return index;
  }

  *facts(): Generator<CatalogFact> {
    const byVolume = new Map<string, Run[]>();
    for (const run of this.runs)
      for (const volume of run.volumes.keys()) byVolume.set(volume, [...(byVolume.get(volume) ?? []), run]);
    for (const [volume, runs] of byVolume) yield mediumOf(volume, runs);
    const seen = new Set<number>();
    for (const range of this.ranges) {
      if (!seen.has(range.jobId)) yield jobOf(range);
      seen.add(range.jobId);
    }
    yield* this.ranges;
  }
}

function rangeOf(jobId: number, volume: string, index: number) {
  const addresses = { startAddress: null, endAddress: null };
  return { kind: "job-medium" as const, jobId, volume, firstIndex: index, lastIndex: index, ...addresses };
}

function jobOf({ file, fileNumber, line, raw, jobId }: JobMediumFact): JobFact {
  const times = { startTime: null, endTime: null };
  const unknown = { name: null, type: null, level: null, status: null, jobFiles: null, jobBytes: null };
  const history = { priorJobId: null, purgedFiles: null, hasBase: null };
  return { file, fileNumber, line, raw, kind: "job", jobId, ...times, ...unknown, ...history };
}

/** The medium as its best listing shows it: one that is whole, or else the one that names most. */
function mediumOf(volume: string, runs: readonly Run[]): MediumFact {
  const [best] = [...runs].sort(
    (a, b) => Number(isWhole(b)) - Number(isWhole(a)) || b.entries - a.entries || 0,
  );
  const endAddress = best?.volumes.get(volume)?.endAddress ?? null;
  const origin = best?.origin ?? { file: "", fileNumber: 0, line: 0, raw: "" };
  const times = { firstWritten: null, lastWritten: null, labelDate: null };
  const counts = { volJobs: null, volFiles: null, volBytes: endAddress, recycleCount: null };
  return {
    ...origin,
    ...{ kind: "medium", volume, mediaId: null, mediaType: null, volType: null, ...times, ...counts },
    ...{ volStatus: null, endAddress: null, hasEncryptionKey: null },
    reasons: best ? listingReasons(best, endAddress) : [],
  };
}

function isWhole(run: Run): boolean {
  return run.total === run.entries && run.setAside === 0 && run.faults === 0;
}

/**
 * What speaks against a listing. One that was read to its end without a fault names every file that begins on the
 * volume, and no other. It cannot show the end of a file that begins on the volume before, and it names the files
 * of a base job like the job's own: they are taken for content, so that nobody is left out.
 */
function listingReasons(run: Run, endAddress: number | null): IncompleteReason[] {
  const reasons: IncompleteReason[] = [];
  const count = { unit: "entries", expected: run.total, found: run.entries } as const;
  if (run.total === null)
    reasons.push(reasonOf("listing-cut-short", "incomplete", { ...count, ...settledByACopy }));
  else if (run.total !== run.entries)
    reasons.push(reasonOf("listing-count-differs", "incomplete", { ...count, ...settledByACopy }));
  if (run.faults > 0)
    reasons.push(reasonOf("listing-read-faults", "incomplete", { ...lines(run.faults), ...settledByACopy }));
  if (run.setAside > 0)
    reasons.push(
      reasonOf("lines-set-aside", "incomplete", {
        ...lines(run.setAside),
        whatCouldSettleIt: "mended-lines",
      }),
    );
  const isEmpty = run.entries === 0 && endAddress !== null && endAddress <= labelBytesAtMost;
  if (isEmpty) return reasons;
  const before = { whatCouldSettleIt: "bls-of-volume-before" } as const;
  reasons.push(reasonOf("boundary-file-not-listed", "unconfirmed", before));
  const table = { whatCouldSettleIt: "base-files-table" } as const;
  if (run.entries > 0) reasons.push(reasonOf("base-files-not-told-apart", "note", table));
  return reasons;
}

const settledByACopy = { whatCouldSettleIt: "bls-of-a-copy" } as const;
const lines = (found: number) => ({ unit: "lines", expected: 0, found }) as const;

type Entry = BlsLine & { shape: "entry" };

const ignoredAs: Record<Exclude<EntryKind, "file">, string> = {
  directory: "directory-entry",
  deleted: "deleted-entry",
  "symbolic-link": "symbolic-link",
  "special-file": "special-file",
  "pseudo-entry": "pseudo-entry",
};

class BlsScan {
  readonly account: LineAccount;
  private run: Run | null = null;
  private volume: string | null;
  /** The last entry waits: what follows may show that its name was cut by a line break. */
  private held: { entry: Entry; line: number; text: string } | null = null;

  constructor(
    file: CatalogText,
    private readonly listings: Listings,
    options: ReadingOptions,
  ) {
    this.account = new LineAccount(file.name, file.fileNumber);
    this.volume = options.volume ?? volumeOfName(file.name);
  }

  *take(line: number, text: string): Generator<CatalogFact> {
    const read = blsLine(text);
    if (read.shape === "unknown") {
      yield* this.setAside(line, text);
      return;
    }
    yield* this.release();
    if (read.shape === "entry") {
      this.running().entries += 1;
      this.held = { entry: read, line, text };
      return;
    }
    if (read.shape === "opened") {
      this.volume = read.volume;
      this.onVolume();
    } else if (read.shape === "ended") {
      this.volume = read.volume;
      this.onVolume().endAddress = read.address;
    } else if (read.shape === "total") {
      this.onVolume();
      this.running().total = read.entries;
      this.run = null;
    } else if (read.shape === "fault") this.running().faults += 1;
    this.account.ignore(read.shape === "passed" ? read.reason : `listing-${read.shape}`);
  }

  /** A listing that ends without its closing line was cut, perhaps in the middle of a name. */
  *end(): Generator<CatalogFact> {
    const { held, run } = this;
    this.held = null;
    if (!held || !run) return;
    run.setAside += 1;
    yield this.account.reject(held.line, held.text, "catalog.table-cut-short");
  }

  private *setAside(line: number, text: string): Generator<CatalogFact> {
    const { held } = this;
    this.held = null;
    const run = this.running();
    if (held) {
      run.setAside += 1;
      yield this.account.reject(held.line, held.text, "catalog.name-cut-by-line-break");
    }
    run.setAside += 1;
    yield this.account.reject(line, text, "catalog.line-not-understood");
  }

  private *release(): Generator<CatalogFact> {
    const { held } = this;
    this.held = null;
    if (!held) return;
    const { entry, line, text } = held;
    const on = this.onVolume();
    on.entries += 1;
    const jobId = entry.jobId === 0 ? 0 : -entry.jobId;
    if (entry.kind === "directory") this.listings.counts.add(jobId, "directories");
    if (entry.kind !== "file") this.account.ignore(ignoredAs[entry.kind]);
    else if (this.volume === null) yield this.account.reject(line, text, "catalog.volume-not-named");
    else {
      this.listings.counts.add(jobId, "files");
      const fileIndex = this.listings.place(jobId, this.volume, { ...this.running().origin, line: 0 });
      const what = { sizeBytes: entry.sizeBytes, modifiedAt: null, base: null, baseJobId: null, doubt: null };
      const origin = this.account.origin(line, text);
      yield this.account.fact({ ...origin, kind: "file", jobId, fileIndex, path: entry.path, ...what });
    }
  }

  private running(): Run {
    this.run ??= this.listings.begin({ ...this.account.origin(0, ""), line: 0 });
    return this.run;
  }

  private onVolume() {
    const { volumes } = this.running();
    const volume = this.volume ?? "";
    const on = volumes.get(volume) ?? { entries: 0, endAddress: null };
    if (this.volume !== null) volumes.set(volume, on);
    return on;
  }
}

/** `DLS-A00123L4.txt.gz` names its volume; so do `.bls`, `.log`, `.lst`, `.out`. */
function volumeOfName(name: string): string | null {
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  const found = /^([A-Za-z0-9][\w.:-]*?)(?:\.(?:txt|bls|log|lst|out|gz))+$/.exec(base);
  return found?.[1] ?? null;
}
