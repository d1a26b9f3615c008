import { Invalid } from "@/lib/errors";
import type { CsvTableName, TableHeader } from "./bacula-csv-tables";
import { copyCells, identifiers, insertTuple, tableName } from "./bacula-sql-values";
import type { CatalogText } from "./catalog-facts";
import { textOf } from "./catalog-text";
import type { LineAccount } from "./line-account";

/** What a line of a dump, or the lines of one record, turned out to be. `lines` counts all of them. */
export type DumpPiece =
  | { kind: "ignored"; reason: string; lines: number }
  | { kind: "row"; header: TableHeader; cells: string[]; line: number; raw: string; lines: number }
  | { kind: "broken"; table: CsvTableName; reason: string; line: number; raw: string; lines: number };

/** `end`: the line end behind the text, which belongs to a name that goes on. */
type DumpLine = { line: number; text: string; end: string; cut: boolean };
type Insert = { header: TableHeader; line: number; text: string; end: string; lines: number };

const maxLineChars = 65_536;

/** A dump's lines; one that is too long for a record of the catalog is cut, for other tables may hold anything. */
export async function* dumpLines(file: CatalogText, account?: LineAccount): AsyncGenerator<DumpLine> {
  let line = 0;
  let rest = "";
  let cut = false;
  for await (const chunk of textOf(file, account)) {
    const parts = (rest + chunk).split(/(\r\n|\n|\r)/);
    rest = parts.pop() ?? "";
    for (let at = 0; at < parts.length; at += 2) {
      const text = parts[at] ?? "";
      line += 1;
      yield { line, text, end: parts[at + 1] ?? "", cut: cut || text.length > maxLineChars };
      cut = false;
    }
    if (rest.length > maxLineChars) {
      rest = rest.slice(0, maxLineChars);
      cut = true;
    }
  }
  if (rest !== "") yield { line: line + 1, text: rest, end: "", cut };
}

const tables: Readonly<Record<string, CsvTableName>> = {
  path: "Path",
  filename: "Filename",
  media: "Media",
  job: "Job",
  jobmedia: "JobMedia",
  basefiles: "BaseFiles",
  file: "File",
};

const copyHead = /^COPY (\S+) \(([^)]*)\) FROM stdin;$/i;
const insertHead = /^INSERT INTO (\S+)(?: \(([^)]*)\))?(?: OVERRIDING \w+ VALUE)? VALUES\b\s*/i;
const createHead = /^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\S+) \($/i;
const statementHead = /^(?:COPY|INSERT INTO|CREATE|ALTER|SELECT|SET) /i;
const notAColumn = /^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN|EXCLUDE)\b/;
const otherSystem = /^-- (?:MySQL|MariaDB) dump/;

/**
 * Reads a `pg_dump` in plain SQL line by line: COPY blocks and INSERT statements become rows of the catalog's
 * tables, all else is ignored with a reason. Throws Invalid `catalog.mysql-dump` { file } and
 * `catalog.several-databases` { file, line, table } where a table comes from two places.
 */
export class DumpScan {
  /** By table: the columns of every statement that creates or fills it. */
  readonly headers = new Map<CsvTableName, TableHeader[]>();
  private readonly created = new Map<string, string[]>();
  private readonly places = new Map<CsvTableName, string>();
  private readonly known = new Map<string, TableHeader>();
  private database = "";
  private copy: { header: TableHeader; held: DumpLine | null } | null = null;
  private create: { name: string; columns: string[] } | null = null;
  private insert: Insert | null = null;
  private quotedBy: string | null = null;

  constructor(
    private readonly file: string,
    private readonly wanted: ReadonlySet<CsvTableName>,
  ) {}

  *take(line: DumpLine): Generator<DumpPiece> {
    const { insert } = this;
    // A row that could not be read may have hidden the end of its statement.
    if (insert?.lines === 0 && statementHead.test(line.text)) this.insert = null;
    if (this.copy) yield* this.takeCopyLine(this.copy, line);
    else if (this.insert) yield* this.takeTuples(this.insert, line);
    else yield* this.takeStatement(line);
  }

  /** What a dump that was cut short left open. */
  *end(): Generator<DumpPiece> {
    const held = this.copy?.held;
    if (this.copy && held) yield* this.broken(this.copy.header, held, "catalog.table-cut-short", 1);
    const { insert } = this;
    if (insert && insert.lines > 0)
      yield* this.broken(
        insert.header,
        { line: insert.line, text: insert.text },
        "catalog.table-cut-short",
        insert.lines,
      );
  }

  private *takeStatement(line: DumpLine): Generator<DumpPiece> {
    const { text } = line;
    if (this.quotedBy) {
      if (text.includes(this.quotedBy)) this.quotedBy = null;
      yield ignored("other-statement");
    } else if (this.create) yield* this.takeColumn(this.create, text);
    else if (/^\s*$/.test(text)) yield ignored("blank-line");
    else if (text.startsWith("--")) {
      if (otherSystem.test(text)) throw new Invalid("catalog.mysql-dump", { file: this.file });
      yield ignored("sql-comment");
    } else if (copyHead.test(text)) yield* this.openCopy(line);
    else if (insertHead.test(text)) yield* this.openInsert(line);
    else yield this.otherStatement(text);
  }

  private otherStatement(text: string): DumpPiece {
    const connect = /^\\connect (?:-\S+ )*(.+)$/.exec(text);
    if (connect) this.database = connect[1] ?? "";
    const create = createHead.exec(text);
    if (create) this.create = { name: create[1] ?? "", columns: [] };
    const quotes = text.match(/\$\w*\$/g) ?? [];
    if (quotes.length % 2 === 1) this.quotedBy = quotes.at(-1) ?? null;
    return ignored("other-statement");
  }

  private *takeColumn(create: { name: string; columns: string[] }, text: string): Generator<DumpPiece> {
    yield ignored("other-statement");
    if (/^\)/.test(text)) {
      this.create = null;
      this.created.set(`${this.database} ${create.name}`, create.columns);
      this.remember(create.name, create.columns);
      return;
    }
    const column = /^\s*("(?:[^"]|"")+"|[A-Za-z_][\w$]*)\s/.exec(text);
    const name = column && !notAColumn.test(text.trimStart()) ? identifiers(column[1] ?? "") : null;
    if (name?.[0] !== undefined) create.columns.push(name[0]);
  }

  /** The header of a table of the catalog; one of no use for any other. */
  private remember(qualified: string, columns: readonly string[], line = 0): TableHeader {
    const key = JSON.stringify([this.database, qualified, columns]);
    const known = this.known.get(key);
    if (known) return known;
    const name = tableName(qualified);
    const table = (name && tables[name.table.toLowerCase()]) ?? "unused";
    const places = new Map(columns.map((column, place) => [column.toLowerCase(), place]));
    const header = { table, columns: places, width: columns.length };
    this.known.set(key, header);
    if (table === "unused") return header;
    const from = `${this.database} ${name?.schema}`;
    const earlier = this.places.get(table);
    if (earlier !== undefined && earlier !== from)
      throw new Invalid("catalog.several-databases", { file: this.file, line, table });
    this.places.set(table, from);
    this.headers.set(table, [...(this.headers.get(table) ?? []), header]);
    return header;
  }

  private *openCopy({ line, text }: DumpLine): Generator<DumpPiece> {
    const [, name = "", list = ""] = copyHead.exec(text) ?? [];
    this.copy = { header: this.remember(name, identifiers(list) ?? [], line), held: null };
    yield ignored("table-heading");
  }

  /** The last line is held back until it is known that the table goes on or ends: it may be cut short. */
  private *takeCopyLine(copy: NonNullable<DumpScan["copy"]>, line: DumpLine): Generator<DumpPiece> {
    const { header, held } = copy;
    copy.held = line;
    if (held) yield* this.copyRow(header, held);
    if (line.text !== "\\.") return;
    this.copy = null;
    yield ignored("table-end");
  }

  private *copyRow(header: TableHeader, { line, text, cut }: DumpLine): Generator<DumpPiece> {
    if (header.table === "unused") yield ignored("table-not-used");
    else if (!this.wanted.has(header.table)) return;
    else if (cut) yield* this.broken(header, { line, text }, "catalog.line-too-long", 1);
    else yield { kind: "row", header, cells: copyCells(text), line, raw: text, lines: 1 };
  }

  private *openInsert(line: DumpLine): Generator<DumpPiece> {
    const [head = "", name = "", list] = insertHead.exec(line.text) ?? [];
    const columns =
      list === undefined ? this.created.get(`${this.database} ${name}`) : (identifiers(list) ?? undefined);
    const header = this.remember(name, columns ?? [], line.line);
    const insert = { header, line: line.line, text: "", end: "", lines: 0 };
    this.insert = insert;
    const values = line.text.slice(head.length);
    if (values === "") yield ignored("table-heading");
    else yield* this.takeTuples(insert, line, values);
  }

  /** One more line of an INSERT: it ends tuples, or goes on with one. */
  private *takeTuples(insert: Insert, whole: DumpLine, values = whole.text): Generator<DumpPiece> {
    const { header } = insert;
    if (insert.lines === 0) insert.line = whole.line;
    const text = insert.lines === 0 ? values : insert.text + insert.end + values;
    const lines = insert.lines + 1;
    const mayEnd = insert.lines === 0 || /[')]/.test(values);
    const read = whole.cut || text.length > maxLineChars ? "too-long" : mayEnd ? tuplesOf(text) : "more";
    if (read === "more") {
      Object.assign(insert, { text, end: whole.end, lines });
      return;
    }
    insert.lines = 0;
    const at = { line: insert.line, text: lines === 1 ? whole.text : text };
    if (read === "too-long" || read === "bad") {
      if (/;\s*$/.test(whole.text)) this.insert = null;
      const reason = read === "bad" ? "catalog.row-broken" : "catalog.line-too-long";
      yield* this.broken(header, at, reason, lines);
      return;
    }
    if (read.ended) this.insert = null;
    const [cells, second] = read.tuples;
    if (!cells) yield { kind: "ignored", reason: "table-heading", lines };
    else if (second) yield* this.broken(header, at, "catalog.several-records-on-a-line", lines);
    else if (header.table === "unused") yield { kind: "ignored", reason: "table-not-used", lines };
    else if (this.wanted.has(header.table))
      yield { kind: "row", header, cells, line: at.line, raw: at.text, lines };
  }

  private *broken(
    { table }: TableHeader,
    { line, text }: { line: number; text: string },
    reason: string,
    lines: number,
  ): Generator<DumpPiece> {
    if (table === "unused") yield { kind: "ignored", reason: "table-not-used", lines };
    else if (this.wanted.has(table)) yield { kind: "broken", table, reason, line, raw: text, lines };
  }
}

function ignored(reason: string): DumpPiece {
  return { kind: "ignored", reason, lines: 1 };
}

/** All tuples of a text, and whether the statement ends with it. */
function tuplesOf(text: string): { tuples: string[][]; ended: boolean } | "more" | "bad" {
  const tuples: string[][] = [];
  let at = 0;
  for (;;) {
    at += /^[\s,]*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) return { tuples, ended: false };
    if (/^(?:ON CONFLICT DO NOTHING\s*)?;\s*$/i.test(text.slice(at))) return { tuples, ended: true };
    const tuple = insertTuple(text, at);
    if (tuple === "more" || tuple === "bad") return tuple;
    tuples.push(tuple.cells);
    at = tuple.end;
  }
}
