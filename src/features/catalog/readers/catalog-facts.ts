import type { TextEncoding } from "@/lib/decode-text";
import type { IncompleteReason } from "../rules";

/** One file of an uploaded catalog. `open` may be called more than once: a reader passes over a file twice. */
export type SourceFile = { readonly name: string; open(): AsyncIterable<Uint8Array> };

/** Formats a reader exists for. One file in this folder each; `read-catalog.ts` lists them. */
export type CatalogFormat =
  | "bacula-csv"
  | "bacula-sql"
  | "bacula-console"
  | "bls"
  | "ltfs"
  | "netbackup"
  | "own-csv";

/**
 * Where a fact stands: the file's name, its 1-based place among the files given, the 1-based line its record
 * begins on, and the record as it was read. Line 0: it follows from the file as a whole.
 */
export type Origin = {
  readonly file: string;
  readonly fileNumber: number;
  readonly line: number;
  readonly raw: string;
};

/**
 * A volume as the catalog knows it. `null` means the source does not say, or says nothing. Times are the
 * director's local time without a zone, `YYYY-MM-DD HH:MM:SS`. `endAddress` is EndFile × 2³² + EndBlock.
 * The encryption key itself is never kept, only that there is one.
 */
export type MediumFact = Origin & {
  readonly kind: "medium";
  readonly volume: string;
  readonly mediaId: number | null;
  readonly mediaType: string | null;
  readonly volType: number | null;
  readonly firstWritten: string | null;
  readonly lastWritten: string | null;
  readonly labelDate: string | null;
  readonly volJobs: number | null;
  readonly volFiles: number | null;
  readonly volBytes: number | null;
  readonly volStatus: string | null;
  readonly recycleCount: number | null;
  readonly endAddress: number | null;
  readonly hasEncryptionKey: boolean | null;
  /**
   * Set by readers whose source is not Bacula's catalog: all that speaks against the list of this volume's files,
   * found while reading. Bacula's own counts and block ranges are then not looked for.
   */
  readonly reasons?: readonly IncompleteReason[];
  /** The source's own number of this state of the volume; what a higher one says holds against a lower one. */
  readonly generation?: number;
};

/** A backup job. `jobFiles` counts every entry the job saved: files, directories and files of its base job. */
export type JobFact = Origin & {
  readonly kind: "job";
  readonly jobId: number;
  readonly name: string | null;
  readonly type: string | null;
  readonly level: string | null;
  readonly status: string | null;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly jobFiles: number | null;
  readonly jobBytes: number | null;
  readonly priorJobId: number | null;
  readonly purgedFiles: boolean | null;
  readonly hasBase: boolean | null;
};

/**
 * Files `firstIndex`…`lastIndex` of a job lie on a volume, between two addresses (file × 2³² + block; on a
 * disk volume that is the byte offset). Console text states no addresses.
 */
export type JobMediumFact = Origin & {
  readonly kind: "job-medium";
  readonly jobId: number;
  readonly volume: string;
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly startAddress: number | null;
  readonly endAddress: number | null;
};

/**
 * A file a job lists, by its full path. `fileIndex` is `null` where the source has none (console text).
 * `base: true`: named by this job, but its data lies where job `baseJobId` put it; `null`: the source cannot tell.
 * `modifiedAt` is an ISO instant in UTC. `doubt` says what of the row could not be read without losing the row.
 */
export type FileFact = Origin & {
  readonly kind: "file";
  readonly jobId: number;
  readonly fileIndex: number | null;
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly modifiedAt: string | null;
  readonly base: boolean | null;
  readonly baseJobId: number | null;
  readonly doubt: "lstat-unreadable" | "size-unreadable" | "time-unreadable" | null;
  /** Only an older index of the volume lists it: deleted since, its bytes are on the tape still (LTFS). */
  readonly deletedLater?: true;
};

/**
 * A record that could not be understood, set aside with its place and reason; `column` is the column's name,
 * `codePoint` (`U+E000`) the character that was the matter.
 */
export type RejectedFact = Origin & {
  readonly kind: "rejected";
  readonly column: string | null;
  readonly reason: string;
  readonly codePoint?: string;
};

/** How many entries of a job the source listed, counted while reading; held against the job's `jobFiles`. */
export type JobEntriesFact = {
  readonly kind: "job-entries";
  readonly jobId: number;
  readonly files: number;
  readonly directories: number;
  readonly baseFiles: number;
  readonly withoutIndex: number;
};

/** Per file: `linesRead = facts + rejected + the sum of ignored`. Comes last, once for every file given. */
export type AccountFact = {
  readonly kind: "account";
  readonly file: string;
  readonly fileNumber: number;
  readonly linesRead: number;
  readonly facts: number;
  readonly rejected: number;
  readonly ignored: Readonly<Record<string, number>>;
};

export type CatalogFact =
  | MediumFact
  | JobFact
  | JobMediumFact
  | FileFact
  | RejectedFact
  | JobEntriesFact
  | AccountFact;

/** A source file whose encoding is known: its text can be read, from the start, as often as needed. */
export type CatalogText = SourceFile & { readonly fileNumber: number; readonly encoding: TextEncoding };

/** What a person states beside the files. */
export type ReadingOptions = {
  /**
   * Of a list that no reader knows: field → column, counted from 0. As text, what holds for every row: `volume`, of
   * files that do not name it themselves.
   */
  readonly mapping?: Readonly<Record<string, number | string>>;
  /** The volume the files speak of, where they do not name it themselves. */
  readonly volume?: string;
};

/** The volume a person stated. */
export function statedVolume({ volume, mapping }: ReadingOptions): string | undefined {
  return volume ?? (typeof mapping?.volume === "string" ? mapping.volume : undefined);
}

/**
 * A format's reader. `recognises` judges the first characters of a file (decoded, at most 64 Ki).
 * `read` yields facts in any order except that `job-entries` and `account` come last.
 */
export type CatalogReader = {
  recognises(beginning: string): boolean;
  read(files: readonly CatalogText[], options?: ReadingOptions): AsyncGenerator<CatalogFact>;
  /** The same facts, many at once, from readers of formats that come in tens of millions of rows. */
  readInBatches?(
    files: readonly CatalogText[],
    options?: ReadingOptions,
  ): AsyncGenerator<readonly CatalogFact[]>;
};
