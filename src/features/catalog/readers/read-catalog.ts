import type { TextEncoding } from "@/lib/decode-text";
import { Internal, Invalid } from "@/lib/errors";
import { baculaConsole } from "./bacula-console";
import { baculaCsv } from "./bacula-csv";
import { baculaSql } from "./bacula-sql";
import type { CatalogFact, CatalogFormat, CatalogReader, ReadingOptions, SourceFile } from "./catalog-facts";
import { openTexts } from "./catalog-text";

// In this order the files' content is held against them: what fits anything comes last.
const readers: Partial<Record<CatalogFormat, CatalogReader>> = {
  "bacula-csv": baculaCsv,
  "bacula-sql": baculaSql,
  "bacula-console": baculaConsole,
};

export const catalogFormats = Object.keys(readers) as readonly CatalogFormat[];

export type ReadCatalogOptions = ReadingOptions & { format?: CatalogFormat; encoding?: TextEncoding };

function readerOf(format: CatalogFormat): CatalogReader {
  const reader = readers[format];
  if (!reader) throw new Internal("catalog.no-reader", { format });
  return reader;
}

type Beginning = { text: { name: string }; beginning: string };

function formatOf(opened: readonly Beginning[]): CatalogFormat {
  if (opened.length === 0) throw new Invalid("catalog.no-files");
  let format: CatalogFormat | undefined;
  for (const { text, beginning } of opened) {
    const found = catalogFormats.find((candidate) => readerOf(candidate).recognises(beginning));
    if (!found) throw new Invalid("catalog.format-unknown", { file: text.name });
    if (format && found !== format)
      throw new Invalid("catalog.formats-mixed", { file: text.name, format: found, others: format });
    format = found;
  }
  if (!format) throw new Invalid("catalog.no-files");
  return format;
}

/**
 * The format of a catalog, judged by the content of its files and never by their names.
 * Throws Invalid `catalog.no-files`, `catalog.format-unknown` { file },
 * `catalog.formats-mixed` { file, format, others }, and what `detectEncoding` throws, with { file }.
 */
export async function detectCatalogFormat(
  files: readonly SourceFile[],
  options: Pick<ReadCatalogOptions, "encoding"> = {},
): Promise<CatalogFormat> {
  return formatOf(await openTexts(files, options.encoding));
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
  const opened = await openTexts(files, options.encoding);
  const format = options.format ?? formatOf(opened);
  yield* readerOf(format).read(
    opened.map(({ text }) => text),
    options,
  );
}
