import { LimitReached } from "@/lib/errors";
import type {
  AccountFact,
  CatalogFact,
  FileFact,
  JobEntriesFact,
  JobFact,
  JobMediumFact,
  MediumFact,
  RejectedFact,
} from "./catalog-facts";

/** A fact that becomes a row of its own. */
export type RowFact = FileFact | RejectedFact;

/** Media, jobs, index ranges, entry counts and accounts: they wait in memory while the rows stream by. */
export type SmallFacts = {
  media: MediumFact[];
  jobs: JobFact[];
  jobMedia: JobMediumFact[];
  entries: JobEntriesFact[];
  accounts: AccountFact[];
};

const maxSmallFacts = 3_000_000;

/**
 * A catalog's facts taken a number of rows at a time, in their order, so that each step can be committed before the
 * next is read. Whoever skips what an earlier reading wrote gets the same rest: readers are deterministic.
 * Throws what the reader throws, and LimitReached `catalog.too-many-facts` { max } beyond what memory should hold.
 */
export class FactSteps {
  readonly small: SmallFacts = { media: [], jobs: [], jobMedia: [], entries: [], accounts: [] };
  /** Row facts that went by, skipped ones too. */
  rows = 0;
  isDone = false;
  private kept = 0;
  private readonly facts: AsyncIterator<CatalogFact>;

  constructor(
    facts: AsyncIterable<CatalogFact>,
    private readonly signal?: AbortSignal,
  ) {
    this.facts = facts[Symbol.asyncIterator]();
  }

  /** Passes over the next rows, fewer where there are not so many; answers the last of them. */
  async skip(count: number): Promise<RowFact | null> {
    let last: RowFact | null = null;
    for (let skipped = 0; skipped < count; skipped++) {
      const row = await this.next();
      if (!row) return last;
      last = row;
    }
    return last;
  }

  /** The next rows, at most so many. After the last, `isDone` is true. */
  async *take(count: number): AsyncGenerator<RowFact> {
    for (let taken = 0; taken < count; taken++) {
      const row = await this.next();
      if (!row) return;
      yield row;
    }
  }

  /** Lets go of the files. */
  async close(): Promise<void> {
    await this.facts.return?.();
  }

  private async next(): Promise<RowFact | null> {
    for (;;) {
      this.signal?.throwIfAborted();
      const { done, value } = await this.facts.next();
      if (done) {
        this.isDone = true;
        return null;
      }
      if (value.kind === "file" || value.kind === "rejected") {
        this.rows += 1;
        return value;
      }
      this.keep(value);
    }
  }

  private keep(fact: Exclude<CatalogFact, RowFact>): void {
    this.kept += 1;
    if (this.kept > maxSmallFacts) throw new LimitReached("catalog.too-many-facts", { max: maxSmallFacts });
    if (fact.kind === "medium") this.small.media.push(fact);
    else if (fact.kind === "job") this.small.jobs.push(fact);
    else if (fact.kind === "job-medium") this.small.jobMedia.push(fact);
    else if (fact.kind === "job-entries") this.small.entries.push(fact);
    else this.small.accounts.push(fact);
  }
}
