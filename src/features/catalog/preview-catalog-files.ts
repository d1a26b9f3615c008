import { eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { catalogMappings } from "@/db/schema";
import { type ErrorDetail, OwabiError } from "@/lib/errors";
import { openUpload } from "./open-upload";
import type { CatalogFormat } from "./readers/catalog-facts";
import { headerHash } from "./readers/own-csv";
import type { OwnMapping } from "./readers/own-csv-fields";
import { type OwnCsvPreview, previewOwnCsv } from "./readers/own-csv-preview";
import { detectCatalogFormat } from "./readers/read-catalog";
import type { PreviewCatalogFiles } from "./schema";

/**
 * What files somebody brought are. `known`: a reader knows them. `list`: no reader does, but they may be a list of
 * somebody's own: how it begins, and the mapping saved for this header. `unreadable`: neither.
 */
export type CatalogFilesPreview =
  | { kind: "known"; format: CatalogFormat }
  | {
      kind: "list";
      uploadId: string;
      preview: OwnCsvPreview;
      saved: { name: string; mapping: OwnMapping } | null;
    }
  | { kind: "unreadable"; reason: string; detail: ErrorDetail };

const preventsReading = /^(?:file\.|text\.not-text|text\.empty|catalog\.formats-mixed)/;

/** Looks at the beginning of each file. Throws `upload.unknown`, `upload.not-complete`. */
export async function previewCatalogFiles(
  db: Queryable,
  asked: PreviewCatalogFiles,
): Promise<CatalogFilesPreview> {
  const files = [];
  for (const uploadId of asked.uploadIds) files.push(await openUpload(db, asked.incidentId, uploadId));
  try {
    return { kind: "known", format: await detectCatalogFormat(files) };
  } catch (error) {
    if (!(error instanceof OwabiError)) throw error;
    if (preventsReading.test(error.reason))
      return { kind: "unreadable", reason: error.reason, detail: error.detail };
  }
  const [file] = files;
  const [uploadId] = asked.uploadIds;
  if (!file || !uploadId) return { kind: "unreadable", reason: "catalog.no-files", detail: {} };
  const { encoding, hasNoHeader } = asked;
  const preview = await previewOwnCsv(file, { encoding, hasNoHeader });
  const saved = hasNoHeader ? null : await savedMapping(db, preview.headers);
  return { kind: "list", uploadId, preview, saved };
}

async function savedMapping(db: Queryable, headers: readonly string[]) {
  const [found] = await db
    .select({ name: catalogMappings.name, mapping: catalogMappings.mapping })
    .from(catalogMappings)
    .where(eq(catalogMappings.headerHash, headerHash(headers)));
  return found ?? null;
}
