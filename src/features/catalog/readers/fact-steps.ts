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
  private readonly facts: AsyncIterator<readonly CatalogFact[]>;
  private batch: readonly CatalogFact[] = [];
  private at = 0;

  constructor(
    facts: AsyncIterable<readonly CatalogFact[]>,
    private readonly signal?: AbortSignal,
  ) {
    this.facts = facts[Symbol.asyncIterator]();
  }

  /** Passes over the next rows, fewer where there are not so many; answers the last of them. */
  async skip(count: number): Promise<RowFact | null> {
    let last: RowFact | null = null;
    for await (const rows of this.take(count)) last = rows.at(-1) ?? last;
    return last;
  }

  /** The next rows, together at most so many, as many at once as were read at once. After the last, `isDone` is true. */
  async *take(count: number): AsyncGenerator<readonly RowFact[]> {
    let left = count;
    while (left > 0 && !this.isDone) {
      const rows = this.rowsAtHand(left);
      left -= rows.length;
      if (rows.length > 0) yield rows;
      if (left > 0) await this.readOn();
    }
  }

  /** Lets go of the files. */
  async close(): Promise<void> {
    await this.facts.return?.();
  }

  private rowsAtHand(most: number): RowFact[] {
    const rows: RowFact[] = [];
    for (; this.at < this.batch.length && rows.length < most; this.at += 1) {
      const fact = this.batch[this.at];
      if (fact?.kind === "file" || fact?.kind === "rejected") rows.push(fact);
      else if (fact) this.keep(fact);
    }
    this.rows += rows.length;
    return rows;
  }

  private async readOn(): Promise<void> {
    this.signal?.throwIfAborted();
    const { done, value } = await this.facts.next();
    this.at = 0;
    this.batch = done ? [] : value;
    if (done) this.isDone = true;
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
