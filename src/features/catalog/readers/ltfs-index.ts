import { SaxesParser, type SaxesTagPlain } from "saxes";
import { Invalid } from "@/lib/errors";
import type { CatalogText } from "./catalog-facts";
import { naming, textOf } from "./catalog-text";
import type { LineAccount } from "./line-account";
import { ltfsTime, readLtfsName } from "./ltfs-names";

/** What an index says of itself; null where it does not say. `highestFileUid`: file ids given out so far. */
export type IndexHead = {
  volumeUuid: string | null;
  generation: number | null;
  highestFileUid: number | null;
  updateTime: string | null;
};

/** A `file` element. `path` begins at the volume's root; null with a `problem` where a name in it is unreadable. */
export type IndexEntry = {
  readonly line: number;
  readonly path: string | null;
  readonly problem: { readonly reason: string; readonly codePoint: string | null } | null;
  readonly isSymlink: boolean;
  readonly sizeBytes: number | null;
  readonly modifiedAt: string | null;
  readonly raw: string;
};

const maxDepth = 4096;
const maxTextChars = 16 * 1024 * 1024;
const maxPathChars = 16_384;
const rawNameChars = 1024;

type OpenRecord = {
  readonly kind: "file" | "directory";
  readonly depth: number;
  readonly line: number;
  /** Path of what it contains or, of a file, of the folder it is in; null where a name in it is unreadable. */
  folder: string | null;
  problem: IndexEntry["problem"];
  written: string | null;
  name: string | null;
  isSymlink: boolean;
  texts: Map<string, string>;
  extents: number;
  attributes: number;
};

class IndexFault extends Error {}

/**
 * One pass over an LTFS index, streaming. Where the XML breaks off or breaks, `damagedAtLine` is set, what stood
 * before is given and the rest is only counted. A record takes a line of its own: where several stand on one
 * physical line, each counts as a line and the numbers run on, so that in a file without line breaks they still
 * differ. Throws Invalid `catalog.xml-doctype-refused` { file, line }, `catalog.nested-too-deep` { file, line,
 * maxDepth }, `catalog.xml-text-too-long` { file, line, maxChars }.
 */
export class IndexScan {
  readonly head: IndexHead = { volumeUuid: null, generation: null, highestFileUid: null, updateTime: null };
  damagedAtLine: number | null = null;
  directories = 0;
  private readonly parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  private readonly elements: string[] = [];
  private readonly records: OpenRecord[] = [];
  private ready: IndexEntry[] = [];
  private text: string | null = null;
  private isPercentEncoded = false;
  private charsSinceTag = 0;
  private linesAdded = 0;
  private lastLine = 0;

  constructor(
    private readonly file: CatalogText,
    private readonly account: LineAccount,
    private readonly seeId: (fileUid: number) => void,
  ) {
    this.parser.on("opentag", (tag) => this.open(tag));
    this.parser.on("closetag", () => this.close());
    this.parser.on("text", (text) => this.collect(text));
    this.parser.on("cdata", (text) => this.collect(text));
    this.parser.on("doctype", () => {
      throw new Invalid("catalog.xml-doctype-refused", { line: this.parser.line });
    });
    this.parser.on("error", (error) => {
      throw new IndexFault(error.message);
    });
  }

  /** The file entries in the index's order. Closes the account of lines when it is through. */
  async *entries(): AsyncGenerator<IndexEntry> {
    yield* naming(this.file.name, () => this.passOver());
    this.closeAccount();
  }

  private async *passOver(): AsyncGenerator<IndexEntry> {
    try {
      for await (const chunk of textOf(this.file, this.account, { passReplacements: true })) {
        if (this.damagedAtLine === null) this.feed(() => this.parser.write(chunk), chunk.length);
        const entries = this.ready;
        this.ready = [];
        yield* entries;
      }
    } catch (error) {
      if (!(error instanceof Invalid) || !isDamage(error)) throw error;
      this.damagedAtLine ??= this.parser.line;
    }
    if (this.damagedAtLine === null) this.feed(() => this.parser.close(), 0);
    // Every index has the root's directory, be the volume empty: without it, what it listed is gone.
    if (this.directories === 0) this.damagedAtLine ??= this.parser.line;
    yield* this.ready;
    const cut = this.records.at(-1);
    if (cut?.kind === "file")
      yield this.entryOf(cut, { reason: "catalog.record-cut-short", codePoint: null });
  }

  private feed(step: () => void, chars: number): void {
    this.charsSinceTag += chars;
    try {
      step();
    } catch (error) {
      if (!(error instanceof IndexFault)) throw error;
      this.damagedAtLine = this.parser.line;
    }
    if (this.charsSinceTag > maxTextChars)
      throw new Invalid("catalog.xml-text-too-long", { line: this.parser.line, maxChars: maxTextChars });
  }

  private open(tag: SaxesTagPlain): void {
    this.charsSinceTag = 0;
    const parent = this.elements.at(-1);
    this.elements.push(tag.name);
    const depth = this.elements.length;
    if (depth > maxDepth)
      throw new Invalid("catalog.nested-too-deep", { line: this.parser.line, maxDepth: maxDepth / 2 });
    this.text = null;
    const record = this.records.at(-1);
    if (tag.name === "directory" && (depth === 2 || isWithin(record, parent, depth)))
      this.openRecord("directory");
    else if (tag.name === "file" && isWithin(record, parent, depth)) this.openRecord("file");
    else if (record && depth === record.depth + 1) this.openField(record, tag);
    else if (record && depth === record.depth + 2 && tag.name === "extent") record.extents += 1;
    else if (record && depth === record.depth + 2 && tag.name === "xattr") record.attributes += 1;
    else if (!record && depth === 2) this.text = "";
  }

  private openField(record: OpenRecord, { name, attributes }: SaxesTagPlain): void {
    if (name === "contents") return;
    if (name === "symlink") record.isSymlink = true;
    this.isPercentEncoded = isTrue(attributes);
    this.text = "";
  }

  private openRecord(kind: OpenRecord["kind"]): void {
    const parent = this.records.at(-1);
    const line = Math.max(this.parser.line + this.linesAdded, this.lastLine + 1);
    this.linesAdded = Math.max(this.linesAdded, line - this.parser.line);
    this.lastLine = line;
    if (kind === "directory") {
      this.directories += 1;
      this.account.ignore("directory-entry");
    }
    const nameless = parent && parent.name === null && parent.problem === null && this.records.length > 1;
    this.records.push({
      kind,
      line,
      depth: this.elements.length,
      folder: parent ? (nameless ? null : parent.folder) : "/",
      problem: nameless
        ? { reason: "catalog.folder-without-name", codePoint: null }
        : (parent?.problem ?? null),
      written: null,
      name: null,
      isSymlink: false,
      texts: new Map(),
      extents: 0,
      attributes: 0,
    });
  }

  private collect(text: string): void {
    if (this.text !== null) this.text += text;
  }

  private close(): void {
    this.charsSinceTag = 0;
    const name = this.elements.pop() ?? "";
    const { text } = this;
    this.text = null;
    const depth = this.elements.length + 1;
    const record = this.records.at(-1);
    if (record && record.depth === depth) {
      this.records.pop();
      if (record.kind === "file") this.ready.push(this.entryOf(record, null));
    } else if (text !== null && record && depth === record.depth + 1) this.closeField(record, name, text);
    else if (text !== null && !record && depth === 2) this.closeHeadField(name, text.trim());
  }

  private closeField(record: OpenRecord, field: string, text: string): void {
    if (field === "name") this.nameRecord(record, text);
    else if (!record.texts.has(field) && keptFields.has(field)) record.texts.set(field, text.trim());
    if (field === "fileuid" && record.kind === "directory") this.seeIdOf(record);
  }

  private nameRecord(record: OpenRecord, written: string): void {
    if (record.written !== null) return;
    record.written = written;
    const isRoot = record.depth === 2;
    const read = readLtfsName(written, this.isPercentEncoded);
    if ("problem" in read) {
      if (!isRoot) record.problem ??= { reason: read.problem, codePoint: read.codePoint };
      return;
    }
    record.name = read.name;
    if (record.kind === "directory" && !isRoot && record.folder !== null) record.folder += `${read.name}/`;
    if ((record.folder?.length ?? 0) > maxPathChars)
      record.problem ??= { reason: "catalog.path-too-long", codePoint: null };
  }

  private closeHeadField(name: string, text: string): void {
    const { head } = this;
    if (name === "volumeuuid") head.volumeUuid ??= text === "" ? null : text.toLowerCase();
    else if (name === "generationnumber") head.generation ??= wholeNumber(text);
    else if (name === "highestfileuid") head.highestFileUid ??= wholeNumber(text);
    else if (name === "updatetime") head.updateTime ??= ltfsTime(text);
  }

  private seeIdOf(record: OpenRecord): void {
    const id = wholeNumber(record.texts.get("fileuid") ?? "");
    if (id !== null) this.seeId(id);
  }

  private entryOf(record: OpenRecord, cut: IndexEntry["problem"]): IndexEntry {
    const { texts, folder, name, line, isSymlink } = record;
    if (!cut) this.seeIdOf(record);
    const unnamed = name === null ? { reason: "catalog.empty", codePoint: null } : null;
    const problem = cut ?? record.problem ?? unnamed;
    const said = [...texts].map(([field, text]) => `${field}=${text.slice(0, 64)}`);
    const counts = `extents=${record.extents} xattrs=${record.attributes}`;
    const raw = [
      ...(problem ? [`name=${(record.written ?? "").slice(0, rawNameChars)}`] : []),
      ...said,
      counts,
    ];
    return {
      line,
      path: problem === null && folder !== null && name !== null ? folder + name : null,
      problem:
        problem ?? (folder === null ? { reason: "catalog.folder-without-name", codePoint: null } : null),
      isSymlink,
      sizeBytes: wholeNumber(texts.get("length") ?? ""),
      modifiedAt: ltfsTime(texts.get("modifytime") ?? ""),
      raw: raw.join(" "),
    };
  }

  /** What is no record of its own: the head, the fields of records, and what comes after the damage. */
  private closeAccount(): void {
    const { account, damagedAtLine } = this;
    const after = damagedAtLine === null ? 0 : Math.max(0, account.linesRead - damagedAtLine);
    account.ignore("after-the-damage", after);
    account.linesRead += this.linesAdded;
    const { linesRead, facts, rejected, ignored } = account.close();
    const records = facts + rejected + Object.values(ignored).reduce((sum, lines) => sum + lines, 0);
    account.ignore("further-line-of-record", linesRead - records);
  }
}

const keptFields = new Set(["fileuid", "length", "creationtime", "changetime", "modifytime", "readonly"]);

function isWithin(record: OpenRecord | undefined, parent: string | undefined, depth: number): boolean {
  return record?.kind === "directory" && parent === "contents" && depth === record.depth + 2;
}

function isTrue(attributes: Record<string, string>): boolean {
  const { percentencoded: stated } = attributes;
  return stated === "true" || stated === "1";
}

function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

const damages = new Set(["text.undecodable", "text.not-text", "file.gzip-damaged"]);

function isDamage({ reason }: Invalid): boolean {
  return damages.has(reason);
}
