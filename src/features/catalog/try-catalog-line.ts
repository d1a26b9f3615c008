import type { Queryable } from "@/db/client";
import type { LineVerdict } from "@/lib/line-verdict";
import { importedFiles } from "./imported-files";
import type { CatalogFormat } from "./readers/catalog-facts";
import { mendedFile } from "./readers/mended-file";
import { detectCatalogFormat } from "./readers/read-catalog";
import { tryLine } from "./readers/try-line";
import type { TryLine } from "./schema";

/** Would this text be read, as this line of this file? Nothing is kept. Throws `catalog-import.unknown`. */
export async function tryCatalogLine(
  db: Queryable,
  { importId, fileNumber, line, mended }: TryLine,
): Promise<LineVerdict> {
  const { files, format, mapping } = await importedFiles(db, importId);
  const sources = files.map(({ source, mends }) => mendedFile(source, mends));
  const known = (format as CatalogFormat | null) ?? (await detectCatalogFormat(sources));
  const options = mapping ? { format: known, mapping } : { format: known };
  return tryLine(sources, { fileNumber, line, mended }, options);
}
