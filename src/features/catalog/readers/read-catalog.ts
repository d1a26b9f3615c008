import type { TextEncoding } from "@/lib/decode-text";
import { Internal, Invalid } from "@/lib/errors";
import { baculaConsole } from "./bacula-console";
import { baculaCsv } from "./bacula-csv";
import { baculaSql } from "./bacula-sql";
import { bls } from "./bls";
import type {
  CatalogFact,
  CatalogFormat,
  CatalogReader,
  CatalogText,
  ReadingOptions,
  SourceFile,
} from "./catalog-facts";
import { openTexts } from "./catalog-text";
import { catalogWithListings } from "./catalog-with-listings";
import { inBatches } from "./in-batches";
import { ltfs } from "./ltfs";
import { netBackup } from "./netbackup";
import { ownCsv } from "./own-csv";
import { statedEncoding } from "./own-csv-fields";

// In this order the files' content is held against them: what fits anything comes last.
const readers: Partial<Record<CatalogFormat, CatalogReader>> = {
  ltfs,
  netbackup: netBackup,
  "bacula-csv": baculaCsv,
  "bacula-sql": baculaSql,
  bls,
  "bacula-console": baculaConsole,
  "own-csv": ownCsv,
};

export const catalogFormats = Object.keys(readers) as readonly CatalogFormat[];

export type ReadCatalogOptions = ReadingOptions & { format?: CatalogFormat; encoding?: TextEncoding };

function readerOf(format: CatalogFormat): CatalogReader {
  const reader = readers[format];
  if (!reader) throw new Internal("catalog.no-reader", { format });
  return reader;
}

/** Catalogs that name jobs by the numbers that `bls` listings of their volumes show. */
const withListings: ReadonlySet<CatalogFormat> = new Set(["bacula-csv", "bacula-sql", "bacula-console"]);

type Opened = { text: CatalogText; beginning: string };

/** The format of one file's beginning; `null` when no reader knows it. */
export function formatOfText(beginning: string): CatalogFormat | null {
  return catalogFormats.find((candidate) => readerOf(candidate).recognises(beginning)) ?? null;
}

/** A listing among a catalog's files is read as one, also where the catalog's format was stated. */
function formatOfFile({ text, beginning }: Opened, stated: CatalogFormat | undefined): CatalogFormat {
  const isListing =
    stated &&
    withListings.has(stated) &&
    !readerOf(stated).recognises(beginning) &&
    bls.recognises(beginning);
  const found = isListing ? "bls" : (stated ?? formatOfText(beginning));
  if (!found) throw new Invalid("catalog.format-unknown", { file: text.name });
  return found;
}

function mayComeTogether(one: CatalogFormat, other: CatalogFormat): boolean {
  return (one === "bls" && withListings.has(other)) || (other === "bls" && withListings.has(one));
}

/** The files by format: those of one format, and `bls` listings beside a catalog that they can belong to. */
function groupedByFormat(
  opened: readonly Opened[],
  stated?: CatalogFormat,
): { format: CatalogFormat; texts: CatalogText[]; listings: CatalogText[] } {
  const groups = new Map<CatalogFormat, CatalogText[]>();
  let main: CatalogFormat | undefined;
  for (const file of opened) {
    const format = formatOfFile(file, stated);
    if (main !== undefined && main !== format && !mayComeTogether(main, format))
      throw new Invalid("catalog.formats-mixed", { file: file.text.name, format, others: main });
    if (main === undefined || main === "bls") main = format;
    groups.set(format, [...(groups.get(format) ?? []), file.text]);
  }
  if (!main) throw new Invalid("catalog.no-files");
  const listings = main === "bls" ? [] : (groups.get("bls") ?? []);
  return { format: main, texts: groups.get(main) ?? [], listings };
}

/**
 * The format of a catalog, judged by the content of its files and never by their names. Listings (`bls`) beside a
 * Bacula or Bareos catalog do not change what it is.
 * Throws Invalid `catalog.no-files`, `catalog.format-unknown` { file },
 * `catalog.formats-mixed` { file, format, others }, and what `detectEncoding` throws, with { file }.
 */
export async function detectCatalogFormat(
  files: readonly SourceFile[],
  options: Pick<ReadCatalogOptions, "encoding"> = {},
): Promise<CatalogFormat> {
  return groupedByFormat(await openTexts(files, options.encoding)).format;
}

/**
 * Reads a catalog, streaming. A record that cannot be understood comes as `rejected` and reading goes on; a file
 * that cannot be read as a whole throws Invalid with { file, line } (see each reader). Media and jobs come
 * once each; the last facts are one `account` per file, in the order given, and every line of it is in it.
 * `options` override what is otherwise detected.
 */
export async function* readCatalog(
  files: readonly SourceFile[],
  options: ReadCatalogOptions = {},
): AsyncGenerator<CatalogFact> {
  for await (const facts of readCatalogInBatches(files, options)) yield* facts;
}

/** As `readCatalog`, many facts at once: waiting for each of ten million costs more than reading it. */
export async function* readCatalogInBatches(
  files: readonly SourceFile[],
  options: ReadCatalogOptions = {},
): AsyncGenerator<readonly CatalogFact[]> {
  const opened = await openTexts(files, options.encoding ?? statedEncoding(options));
  const { format, texts, listings } = groupedByFormat(opened, options.format);
  const reader = readerOf(format);
  if (listings.length > 0)
    yield* inBatches(catalogWithListings(reader.read(texts, options), listings, options));
  else if (reader.readInBatches) yield* reader.readInBatches(texts, options);
  else yield* inBatches(reader.read(texts, options));
}
