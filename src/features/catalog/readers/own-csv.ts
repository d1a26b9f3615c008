import { createHash } from "node:crypto";
import { type CsvRecord, parseCsv, readHeader } from "@/lib/csv";
import { likelyDelimiter } from "@/lib/csv-preview";
import { lineBreaks } from "@/lib/decode-text";
import { Invalid } from "@/lib/errors";
import { type IncompleteReason, reasonOf } from "../rules";
import { FieldFault, type Fields } from "./bacula-fields";
import {
  type CatalogFact,
  type CatalogReader,
  type CatalogText,
  type FileFact,
  type Origin,
  statedVolume,
} from "./catalog-facts";
import { linesOf, naming, textOf } from "./catalog-text";
import { EntryCounts, LineAccount } from "./line-account";
import { checkOwnMapping, columnsOf, type OwnField, type OwnMapping } from "./own-csv-fields";
import { joinedPath, OwnJobs, OwnRanges, pathFault, sizeAndTime } from "./own-csv-rows";

/** The hash a mapping is kept under: the next list with these very headers is read the same way. */
export function headerHash(headers: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify(headers.map((header) => header.trim())))
    .digest("hex");
}

/**
 * A list of files of somebody's own, as CSV, TSV or with semicolons, its columns mapped by a person (`OwnMapping`).
 * A row says that its file lies on its volume, or, where first and last index are mapped, which indexes of its job
 * do. Paths are kept as they are; one with U+FFFD or a private-use character is set aside with its code point. A
 * size or time that cannot be read loses its row nothing. Such a list cannot show that it is whole, so its volumes
 * are `unconfirmed`.
 *
 * Ignored: `header`, `blank-line`, `further-line-of-record`, `directory-entry`. Rejected: `wrong-number-of-cells`,
 * `empty`, `replacement-character`, `private-use-character`, what is wrong with an index or range. Throws Invalid
 * `catalog.mapping-missing`, `catalog.field-missing` { field }, `catalog.beyond-columns` | `catalog.column-used-twice`
 * { file, field, column }, `catalog.headers-differ` { file, others }, `catalog.header-is-a-row` { file, column },
 * `csv.*`, and what `textOf` throws.
 */
export const ownCsv: CatalogReader = {
  // Anything with commas would fit; a person says that it is one.
  recognises: () => false,
  async *read(files, options = {}) {
    const volume = statedVolume(options);
    const mapping: OwnMapping = {
      ...(volume === undefined ? {} : { volume }),
      ...options.mapping,
    };
    if (Object.keys(columnsOf(mapping)).length === 0) throw new Invalid("catalog.mapping-missing");
    const list = new OwnList(mapping);
    const accounts: LineAccount[] = [];
    for (const file of files) {
      const account = new LineAccount(file.name, file.fileNumber);
      accounts.push(account);
      yield* naming(file.name, () => list.readFile(file, account));
    }
    yield* list.summary({ file: files[0]?.name ?? "", fileNumber: 1, line: 1, raw: "" });
    for (const account of accounts) yield account.close();
  },
};

class OwnList {
  private readonly at: Partial<Record<OwnField, number>>;
  private readonly jobs = new OwnJobs();
  private readonly ranges = new OwnRanges();
  private readonly counts = new EntryCounts();
  private readonly setAside = new Map<string, number>();
  private setAsideAnywhere = 0;
  private first: { file: string; headers: readonly string[] } | null = null;

  constructor(private readonly mapping: OwnMapping) {
    this.at = columnsOf(mapping);
  }

  async *readFile(file: CatalogText, account: LineAccount): AsyncGenerator<CatalogFact> {
    const options = { delimiter: await delimiterOf(file) };
    let headers: readonly string[] | null = null;
    for await (const record of parseCsv(textOf(file, account, { passReplacements: true }), options)) {
      account.ignore("further-line-of-record", lineBreaks(record.raw));
      if (headers === null) {
        headers = this.headersOf(record, file);
        if (this.mapping.header !== "none") {
          account.ignore("header");
          continue;
        }
      }
      yield* this.row(record, headers, account);
    }
    if (headers === null) throw new Invalid("csv.empty");
  }

  private headersOf(record: CsvRecord, file: CatalogText): readonly string[] {
    const isHeadless = this.mapping.header === "none";
    const headers = isHeadless ? record.cells.map((_, i) => String(i + 1)) : readHeader(record);
    const [wrong] = checkOwnMapping(this.mapping, headers.length);
    if (wrong) {
      const reason = wrong.problem === "missing" ? "catalog.field-missing" : `catalog.${wrong.problem}`;
      throw new Invalid(reason, { field: wrong.field, column: wrong.column ?? null });
    }
    const path = headers[this.at.path ?? this.at.name ?? 0] ?? "";
    if (!isHeadless && looksLikePath(path))
      throw new Invalid("catalog.header-is-a-row", { column: (this.at.path ?? this.at.name ?? 0) + 1 });
    if (this.first && this.first.headers.join("\n") !== headers.join("\n"))
      throw new Invalid("catalog.headers-differ", { others: this.first.file });
    this.first ??= { file: file.name, headers };
    return headers;
  }

  private *row(record: CsvRecord, headers: readonly string[], account: LineAccount): Generator<CatalogFact> {
    const { line, cells, raw } = record;
    if (raw.trim() === "") return account.ignore("blank-line");
    const fields: Fields = (field) => {
      const column = this.at[field as OwnField];
      return column === undefined ? undefined : cells[column];
    };
    if (cells.length !== headers.length) {
      this.setAsideAnywhere += 1;
      yield account.reject(line, raw, "catalog.wrong-number-of-cells");
      return;
    }
    const volume = this.volumeOf(fields);
    try {
      yield* this.file(fields, volume, account.origin(line, raw), account);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      if (volume === "") this.setAsideAnywhere += 1;
      else this.setAside.set(volume, (this.setAside.get(volume) ?? 0) + 1);
      const column = this.at[error.column as OwnField];
      const reason = error.reason.startsWith("catalog.") ? error.reason : `catalog.${error.reason}`;
      const rejected = account.reject(
        line,
        raw,
        reason,
        column === undefined ? null : (headers[column] ?? null),
      );
      yield error instanceof CharacterFault ? { ...rejected, codePoint: error.codePoint } : rejected;
    }
  }

  private volumeOf(fields: Fields): string {
    const { volume } = this.mapping;
    return (typeof volume === "string" ? volume : (fields("volume") ?? "")).trim();
  }

  private *file(
    fields: Fields,
    volume: string,
    origin: Origin,
    account: LineAccount,
  ): Generator<CatalogFact> {
    if (volume === "") throw new FieldFault("volume", "empty");
    if (!this.setAside.has(volume)) this.setAside.set(volume, 0);
    const path = pathOf(fields, this.at);
    const job = fields("job")?.trim() ?? "";
    if (job === "" && this.at.job !== undefined) throw new FieldFault("job", "empty");
    const jobId = this.jobs.idOf(job === "" ? volume : job);
    if (/[/\\]$/.test(path)) {
      this.counts.add(jobId, "directories");
      account.ignore("directory-entry");
      return;
    }
    const fileIndex = this.ranges.indexOf(fields, jobId, this.at.index !== undefined);
    const range =
      this.at.first === undefined
        ? this.ranges.addRow(jobId, volume, fileIndex, origin)
        : this.ranges.addStated(fields, jobId, volume, origin);
    if (range) yield range;
    this.counts.add(jobId, "files");
    yield account.fact<FileFact>({
      ...origin,
      kind: "file",
      jobId,
      fileIndex,
      path,
      base: false,
      baseJobId: null,
      ...sizeAndTime(fields),
    });
  }

  *summary(origin: Origin): Generator<CatalogFact> {
    yield* this.ranges.rest(origin);
    const times = { firstWritten: null, lastWritten: null, labelDate: null };
    const counts = { volJobs: null, volFiles: null, volBytes: null, recycleCount: null, endAddress: null };
    const silent = { mediaId: null, mediaType: null, volType: null, volStatus: null, hasEncryptionKey: null };
    for (const [volume, setAside] of this.setAside) {
      const reasons = this.reasonsOf(setAside + this.setAsideAnywhere);
      yield { ...origin, kind: "medium", volume, ...times, ...counts, ...silent, reasons };
    }
    for (const [name, jobId] of this.jobs.all()) yield { ...origin, ...job(name, jobId) };
    yield* this.counts.facts();
  }

  private reasonsOf(setAside: number): IncompleteReason[] {
    const reasons = [
      reasonOf("own-list", "unconfirmed", { whatCouldSettleIt: "the-backup-systems-own-catalog" }),
    ];
    const count = { unit: "lines", expected: 0, found: setAside } as const;
    if (setAside > 0)
      reasons.push(
        reasonOf("lines-set-aside", "incomplete", { ...count, whatCouldSettleIt: "mended-lines" }),
      );
    return reasons;
  }
}

class CharacterFault extends FieldFault {
  constructor(
    column: string,
    reason: string,
    readonly codePoint: string,
  ) {
    super(column, reason);
  }
}

function pathOf(fields: Fields, at: Partial<Record<OwnField, number>>): string {
  const field = at.path === undefined ? "name" : "path";
  const own = fields(field) ?? "";
  if (own.trim() === "") throw new FieldFault(field, "empty");
  const path = field === "path" ? own : joinedPath(fields("folder") ?? "", own);
  const fault = pathFault(path);
  if (fault) throw new CharacterFault(field, fault.reason, fault.codePoint);
  return path;
}

/** A header that is a path means that the list has no header and its first file would be lost. */
function looksLikePath(header: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/]|\\\\)|[^./\\\s]\.[A-Za-z0-9]{2,4}$/.test(header);
}

async function delimiterOf(file: CatalogText): Promise<string> {
  for await (const { text } of linesOf(file, undefined, { passReplacements: true }))
    return likelyDelimiter(text);
  return ",";
}

function job(name: string, jobId: number) {
  const said = { type: null, level: null, status: null, startTime: null, endTime: null, jobFiles: null };
  const rest = { jobBytes: null, priorJobId: null, purgedFiles: null, hasBase: false };
  return { kind: "job", jobId, name, ...said, ...rest } as const;
}
