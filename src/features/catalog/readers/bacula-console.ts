import { FieldFault, type Fields, requiredInt32, requiredText } from "./bacula-fields";
import { jobMediumOf, jobOf, mediumOf, RecordSet } from "./bacula-records";
import type {
  CatalogFact,
  CatalogReader,
  CatalogText,
  JobFact,
  JobMediumFact,
  MediumFact,
  RejectedFact,
} from "./catalog-facts";
import { linesOf, naming } from "./catalog-text";
import {
  type ConsoleLine,
  type ConsoleTable,
  consoleLine,
  plainPath,
  recogniseConsoleTable,
  rowCells,
} from "./console-lines";
import { EntryCounts, LineAccount } from "./line-account";

/**
 * What an operator can copy from `bconsole`: `list media`, `llist media`, `list jobs`, `llist jobs`,
 * `list jobmedia`, `llist jobmedia`, `list files jobid=N`, one or many in a file, any number of files.
 *
 * Bareos lists a job's files without borders, one path a line.
 * Console text gives no file index and does not tell base-job files from the job's own, so a file is placed on
 * a volume for certain only where its whole job lies there (`whereOnVolume`: "possible" otherwise). A list of
 * files belongs to the job of its command line, or else to the job named in the table that follows it.
 * Throws the reasons of `decodeStream` and `catalog.line-too-long`, with { file }.
 */
export const baculaConsole: CatalogReader = {
  recognises(beginning) {
    const lines = beginning.split(/\r\n|\n|\r/).slice(0, 200);
    const shapes = lines.map((text, place) => consoleLine(place + 1, text));
    const keys = new Set(shapes.map((line) => (line.shape === "pair" ? line.key : "")));
    return (
      shapes.some(({ shape }, place) => shape === "border" && shapes[place + 1]?.shape === "row") ||
      (keys.has("jobid") && keys.has("jobstatus")) ||
      shapes.some((line) => line.shape === "command" && line.jobId !== null) ||
      (keys.has("mediaid") && keys.has("volumename")) ||
      (keys.has("jobid") && keys.has("firstindex"))
    );
  },
  async *read(files) {
    const catalog = new ConsoleCatalog();
    const scans: { scan: ConsoleScan; file: CatalogText }[] = [];
    for (const file of files) {
      const scan = new ConsoleScan(file, catalog);
      scans.push({ scan, file });
      for await (const line of naming(file.name, () => linesOf(file, scan.account)))
        yield* scan.take(consoleLine(line.line, line.text));
      yield* scan.end();
    }
    yield* catalog.media.all();
    yield* catalog.jobs.all();
    for (const { scan, file } of scans) if (scan.listings.size > 0) yield* filesListed(file, scan, catalog);
    yield* catalog.counts.facts();
    for (const { scan } of scans) yield scan.account.close();
  },
};

class ConsoleCatalog {
  readonly media = new RecordSet<MediumFact>((medium) => medium.volume);
  readonly jobs = new RecordSet<JobFact>((job) => job.jobId);
  readonly counts = new EntryCounts();
  private readonly ranges = new Set<string>();

  take(kind: Exclude<ConsoleTable, "files">, fields: Fields, line: ConsoleLine, account: LineAccount) {
    const origin = account.origin(line.line, line.text);
    if (kind === "media") return this.media.add(mediumOf(fields, origin), account);
    if (kind === "jobs") return this.jobs.add(jobOf(fields, origin), account);
    const range = jobMediumOf(fields, origin, requiredText(fields, "volumename"));
    const { jobId, volume, firstIndex, lastIndex, startAddress, endAddress } = range;
    const key = JSON.stringify([jobId, volume, firstIndex, lastIndex, startAddress, endAddress]);
    if (this.ranges.has(key)) account.ignore("repeats-an-earlier-record");
    else {
      this.ranges.add(key);
      return account.fact<JobMediumFact>(range);
    }
  }
}

/**
 * A list of files: its rows stand behind its header, or begin at once where it has no borders, up to line `last`;
 * they are read on a second pass. The name on a line of `cut` goes on behind a line break, so it is not known.
 */
type Listing = {
  asked: number | null;
  followedBy: number[];
  last: number;
  bordered: boolean;
  cut: Set<number>;
};

type OpenTable = {
  part: "header" | "rows";
  columns: string[];
  kind: ConsoleTable | null;
  held: ConsoleLine | null;
  listing: Listing | null;
};
type OpenBlock = { first: ConsoleLine; pairs: Map<string, string>; lines: string[] };

/** One pass over one file: everything but the rows of file listings, whose places are noted. */
class ConsoleScan {
  readonly account: LineAccount;
  /** By the line of the listing's header, or of its first path where it has none. */
  readonly listings = new Map<number, Listing>();
  private table: OpenTable | null = null;
  private block: OpenBlock | null = null;
  private asked: number | null = null;
  private awaitingJob: Listing | null = null;
  private plain: Listing | null = null;

  constructor(
    file: CatalogText,
    private readonly catalog: ConsoleCatalog,
  ) {
    this.account = new LineAccount(file.name, file.fileNumber);
  }

  *take(line: ConsoleLine): Generator<CatalogFact> {
    if (line.shape === "pair" && (this.block || startsBlock(line.key))) {
      if (this.table) yield* this.cutTable();
      this.takePair(line);
      return;
    }
    yield* this.endBlock();
    if (line.shape === "path" && !this.table) {
      this.takePath(line);
      return;
    }
    if (line.shape === "unknown" || line.shape === "pair") {
      if (this.plain?.last === line.line - 1) this.plain.cut.add(this.plain.last);
    } else if (line.shape !== "blank") this.plain = null;
    if (line.shape === "border") yield* this.takeBorder();
    else if (line.shape === "row") yield* this.takeRow(line);
    else if (this.table && ["unknown", "pair", "path"].includes(line.shape))
      // A name with a line break in it parts its row; the rows after it are sound.
      yield this.account.reject(line.line, line.text, "catalog.line-not-understood");
    else {
      if (this.table) yield* this.cutTable();
      yield* this.takeOther(line);
    }
  }

  *end(): Generator<CatalogFact> {
    yield* this.endBlock();
    if (this.table) yield* this.cutTable();
  }

  private takePath({ line }: ConsoleLine): void {
    if (this.plain) this.plain.last = line;
    else {
      this.plain = { asked: this.asked, followedBy: [], last: line, bordered: false, cut: new Set() };
      this.awaitingJob = this.plain;
      this.listings.set(line, this.plain);
    }
  }

  private *takeOther(line: ConsoleLine): Generator<CatalogFact> {
    if (line.shape === "command") {
      this.asked = line.jobId;
      this.awaitingJob = null;
      this.account.ignore("command-line");
    } else if (line.shape === "blank") this.account.ignore("blank-line");
    else if (line.shape === "banner") this.account.ignore("console-banner");
    else yield this.account.reject(line.line, line.text, "catalog.line-not-understood");
  }

  private *takeBorder(): Generator<CatalogFact> {
    this.account.ignore("table-border");
    if (!this.table) this.table = { part: "header", columns: [], kind: null, held: null, listing: null };
    else if (this.table.part === "header") this.table.part = "rows";
    else {
      yield* this.releaseRow(null);
      if (this.table.kind === "jobs") this.awaitingJob = null;
      this.table = null;
    }
  }

  private *takeRow(line: ConsoleLine): Generator<CatalogFact> {
    const { table } = this;
    if (!table) yield this.account.reject(line.line, line.text, "catalog.row-outside-a-table");
    else if (table.part === "rows") yield* this.releaseRow(line);
    else if (table.columns.length > 0)
      yield this.account.reject(line.line, line.text, "catalog.second-header");
    else {
      table.columns = (rowCells(line.text, 0) ?? []).map((name) => name.toLowerCase());
      table.kind = recogniseConsoleTable(table.columns);
      this.account.ignore("table-header");
      if (table.kind === "files") {
        table.listing = {
          asked: this.asked,
          followedBy: [],
          last: line.line,
          bordered: true,
          cut: new Set(),
        };
        this.awaitingJob = table.listing;
        this.listings.set(line.line, table.listing);
      }
    }
  }

  /** The last row seen is held back until it is known that the table goes on or ends: it may be cut short. */
  private *releaseRow(next: ConsoleLine | null): Generator<CatalogFact> {
    const { table } = this;
    if (!table) return;
    const row = table.held;
    table.held = next;
    if (!row) return;
    if (table.listing) table.listing.last = row.line;
    else if (table.kind === null || table.kind === "files") this.account.ignore("table-not-used");
    else {
      const kind = table.kind;
      const cells = rowCells(row.text, table.columns.length);
      const fact = cells
        ? this.record(kind, row, (column) => cells[table.columns.indexOf(column)])
        : this.account.reject(row.line, row.text, "catalog.row-broken");
      if (fact) yield fact;
    }
  }

  private *cutTable(): Generator<CatalogFact> {
    const held = this.table?.held;
    this.table = null;
    if (held) yield this.account.reject(held.line, held.text, "catalog.table-cut-short");
  }

  private takePair(line: ConsoleLine & { shape: "pair" }): void {
    if (!this.block) this.block = { first: line, pairs: new Map(), lines: [] };
    const { pairs, lines } = this.block;
    if (pairs.has(line.key)) pairs.set("", line.key);
    pairs.set(line.key, line.value);
    lines.push(line.text);
  }

  private *endBlock(): Generator<CatalogFact> {
    const { block } = this;
    this.block = null;
    if (!block) return;
    const kind = recogniseConsoleTable([...block.pairs.keys()]);
    const raw = block.lines.join("\n");
    const whole: ConsoleLine = { ...block.first, text: raw };
    const twice = block.pairs.get("");
    this.account.ignore("further-line-of-record", block.lines.length - 1);
    if (twice) yield this.account.reject(whole.line, raw, "catalog.column-twice", twice);
    else if (kind === null || kind === "files") this.account.ignore("record-not-used");
    else {
      const fact = this.record(kind, whole, (column) => block.pairs.get(column)?.replace(/ +$/, ""));
      if (fact) yield fact;
    }
    this.awaitingJob = null;
  }

  private record(
    kind: Exclude<ConsoleTable, "files">,
    line: ConsoleLine,
    fields: Fields,
  ): CatalogFact | undefined {
    try {
      if (kind === "jobs") this.awaitingJob?.followedBy.push(requiredInt32(fields, "jobid", 1));
      return this.catalog.take(kind, fields, line, this.account);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      return this.account.reject(line.line, line.text, `catalog.${error.reason}`, error.column);
    }
  }
}

const blockStarts = new Set(["mediaid", "jobid", "jobmediaid", "clientid", "poolid", "fileid", "filesetid"]);

function startsBlock(key: string): boolean {
  return blockStarts.has(key);
}

/** The second pass: the rows of a file's listings. */
async function* filesListed(
  file: CatalogText,
  scan: ConsoleScan,
  catalog: ConsoleCatalog,
): AsyncGenerator<CatalogFact> {
  let listing: Listing | undefined;
  for await (const { line, text } of naming(file.name, () => linesOf(file))) {
    const begun = scan.listings.get(line);
    if (begun) listing = begun;
    if (!listing || line > listing.last || (begun && listing.bordered)) continue;
    const path = listing.bordered
      ? rowPath(text)
      : consoleLine(line, text).shape === "path" && plainPath(text);
    if (path === false) continue;
    const fact = listedFile(listing, { line, text, path }, scan.account, catalog);
    if (fact) yield fact;
  }
}

/** The path of a bordered row; `false` for a line that is no row. */
function rowPath(text: string): string | undefined | false {
  return text.startsWith("|") && rowCells(text, 1)?.[0];
}

function listedFile(
  listing: Listing,
  { line, text, path }: { line: number; text: string; path: string | undefined },
  account: LineAccount,
  catalog: ConsoleCatalog,
): CatalogFact | RejectedFact | undefined {
  if (path === undefined || path === "") return account.reject(line, text, "catalog.row-broken");
  if (listing.cut.has(line)) return account.reject(line, text, "catalog.name-cut-by-line-break");
  const { asked } = listing;
  const followedBy = listing.followedBy.length === 1 ? (listing.followedBy[0] ?? null) : null;
  const jobId = asked ?? followedBy;
  if (jobId === null) return account.reject(line, text, "catalog.job-not-named");
  if (asked !== null && followedBy !== null && asked !== followedBy)
    return account.reject(line, text, "catalog.job-named-twice");
  if (path.endsWith("/")) {
    catalog.counts.add(jobId, "directories");
    account.ignore("directory-entry");
    return undefined;
  }
  catalog.counts.add(jobId, "files");
  catalog.counts.add(jobId, "withoutIndex");
  const base = catalog.jobs.get(jobId)?.hasBase === false ? false : null;
  return account.fact({
    ...account.origin(line, text),
    kind: "file",
    jobId,
    fileIndex: null,
    path,
    sizeBytes: null,
    modifiedAt: null,
    base,
    baseJobId: null,
    doubt: null,
  });
}
