import type { AccountFact, CatalogFact, JobEntriesFact, Origin, RejectedFact } from "./catalog-facts";

/** Counts what became of every line of one file. The sums are checked when the account is closed. */
export class LineAccount {
  linesRead = 0;
  private facts = 0;
  private rejected = 0;
  private readonly ignored = new Map<string, number>();

  constructor(
    readonly file: string,
    readonly fileNumber: number,
  ) {}

  /** Passes a fact through and counts its line. */
  fact<F extends CatalogFact & Origin>(fact: F): F {
    this.facts += 1;
    return fact;
  }

  ignore(reason: string, lines = 1): void {
    if (lines > 0) this.ignored.set(reason, (this.ignored.get(reason) ?? 0) + lines);
  }

  reject(line: number, raw: string, reason: string, column: string | null = null): RejectedFact {
    this.rejected += 1;
    return { kind: "rejected", file: this.file, fileNumber: this.fileNumber, line, raw, reason, column };
  }

  origin(line: number, raw: string): Origin {
    return { file: this.file, fileNumber: this.fileNumber, line, raw };
  }

  close(): AccountFact {
    return {
      kind: "account",
      file: this.file,
      fileNumber: this.fileNumber,
      linesRead: this.linesRead,
      facts: this.facts,
      rejected: this.rejected,
      ignored: Object.fromEntries(this.ignored),
    };
  }
}

type Entries = { files: number; directories: number; baseFiles: number; withoutIndex: number };

/** Counts a job's entries as they pass by. */
export class EntryCounts {
  private readonly byJob = new Map<number, Entries>();

  add(jobId: number, entry: keyof Entries, count = 1): void {
    let entries = this.byJob.get(jobId);
    if (!entries) {
      entries = { files: 0, directories: 0, baseFiles: 0, withoutIndex: 0 };
      this.byJob.set(jobId, entries);
    }
    entries[entry] += count;
  }

  facts(): JobEntriesFact[] {
    return [...this.byJob].map(([jobId, entries]) => ({ kind: "job-entries", jobId, ...entries }));
  }
}
