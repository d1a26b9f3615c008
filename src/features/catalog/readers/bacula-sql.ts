import { CsvCatalog, kept, type Row } from "./bacula-csv";
import { type CsvTableName, requireTables, type TableHeader } from "./bacula-csv-tables";
import { FieldFault, type Fields } from "./bacula-fields";
import { type DumpPiece, DumpScan, dumpLines } from "./bacula-sql-dump";
import type { CatalogFact, CatalogReader, CatalogText } from "./catalog-facts";
import { naming } from "./catalog-text";
import { LineAccount } from "./line-account";

/** What the second passage needs to know of is read in the first. */
const readFirst: ReadonlySet<CsvTableName> = new Set(["Path", "Filename", "Media", "Job", "BaseFiles"]);
const readSecond: ReadonlySet<CsvTableName> = new Set(["JobMedia", "File"]);

/**
 * Bacula's and Bareos's catalog as `pg_dump` writes it in plain SQL, with COPY or INSERT, whole or in several
 * files, its tables in any order. Both shapes of file names are read, as in the tables as CSV.
 *
 * Throws Invalid `catalog.table-missing` { table, command }, `catalog.column-missing` { table, column }, what
 * `DumpScan` throws, the reasons of `decodeStream` with { file }, and LimitReached `catalog.too-many-names`.
 */
export const baculaSql: CatalogReader = {
  recognises(beginning) {
    return (
      /^-- (?:PostgreSQL database (?:cluster )?|MySQL |MariaDB )dump/m.test(beginning) ||
      /^COPY \S+ \([^)]*\) FROM stdin;\r?$/m.test(beginning) ||
      /^INSERT INTO \S+ (?:\([^)]*\) )?VALUES\b/im.test(beginning)
    );
  },
  async *read(files) {
    const catalog = new CsvCatalog();
    const headers = new Map<CsvTableName, TableHeader[]>();
    const accounts: LineAccount[] = [];
    for (const file of files) {
      const account = new LineAccount(file.name, file.fileNumber);
      accounts.push(account);
      yield* passage({ file, account, catalog, headers, wanted: readFirst });
    }
    requireTables(headers, dumpCommand);
    yield* catalog.after("Media");
    yield* catalog.after("Job");
    for (const [place, file] of files.entries()) {
      const account = accounts[place];
      if (account) yield* passage({ file, account, catalog, headers: new Map(), wanted: readSecond });
    }
    yield* catalog.after("File");
    yield* catalog.counts.facts();
    for (const account of accounts) yield account.close();
  },
};

function dumpCommand(table: CsvTableName): string {
  return `pg_dump --table=${table.toLowerCase()} bacula > ${table}.sql`;
}

type Passage = {
  file: CatalogText;
  account: LineAccount;
  catalog: CsvCatalog;
  headers: Map<CsvTableName, TableHeader[]>;
  wanted: ReadonlySet<CsvTableName>;
};

/** One passage over a file. Lines that are no rows are counted in the first, rows where they are taken. */
async function* passage({ file, account, catalog, headers, wanted }: Passage): AsyncGenerator<CatalogFact> {
  const scan = new DumpScan(file.name, wanted);
  const isFirst = wanted === readFirst;
  const take = (piece: DumpPiece) => {
    if (piece.kind === "ignored") {
      if (isFirst) account.ignore(piece.reason, piece.lines);
      return undefined;
    }
    account.ignore("further-line-of-record", piece.lines - 1);
    if (piece.kind === "broken") return account.reject(piece.line, piece.raw, piece.reason);
    return takeRow(piece, account, catalog);
  };
  for await (const line of naming(file.name, () => dumpLines(file, isFirst ? account : undefined)))
    for (const piece of scan.take(line)) yield* kept(take(piece));
  for (const piece of scan.end()) yield* kept(take(piece));
  for (const [table, list] of scan.headers) headers.set(table, [...(headers.get(table) ?? []), ...list]);
}

function takeRow(piece: DumpPiece & { kind: "row" }, account: LineAccount, catalog: CsvCatalog) {
  const { header, cells, line, raw } = piece;
  if (cells.length !== header.width) return account.reject(line, raw, "catalog.wrong-number-of-cells");
  const fields: Fields = (column) => {
    const place = header.columns.get(column);
    return place === undefined ? undefined : cells[place];
  };
  const row: Row = { fields, origin: account.origin(line, raw), account };
  try {
    return catalog.takers[header.table](row);
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    return account.reject(line, raw, `catalog.${error.reason}`, error.column);
  }
}
