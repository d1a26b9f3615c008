import { type CsvPreview, csvPreviewBytes, previewCsv } from "@/lib/csv-preview";
import { gunzipIfNeeded, type TextEncoding } from "@/lib/decode-text";
import { Invalid } from "@/lib/errors";
import type { SourceFile } from "./catalog-facts";
import { type OwnField, suggestOwnMapping } from "./own-csv-fields";

export type OwnCsvPreview = CsvPreview & { suggestedMapping: Partial<Record<OwnField, number>> };

/**
 * The beginning of a list, decoded, with a suggested mapping and what is wrong with it. A file that cannot be read
 * is no exception here: its reasons stand in `problems`.
 */
export async function previewOwnCsv(
  file: SourceFile,
  options: { encoding?: TextEncoding; hasNoHeader?: boolean } = {},
): Promise<OwnCsvPreview> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of gunzipIfNeeded(file.open())) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > csvPreviewBytes) break;
    }
  } catch (error) {
    if (!(error instanceof Invalid) || bytes === 0) throw error;
  }
  const sample = Buffer.concat(pieces).subarray(0, csvPreviewBytes);
  const truncated = bytes > sample.length;
  const preview = await previewCsv(sample, { ...options, truncated, passReplacements: true });
  return { ...preview, suggestedMapping: options.hasNoHeader ? {} : suggestOwnMapping(preview.headers) };
}
