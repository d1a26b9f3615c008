import { z } from "zod";
import { fileText, keyText, ordinal, statedReason, uuid } from "@/features/incidents/schema";

// The reader's own rules, so that a screen explains with what the server enforces.
export {
  checkOwnMapping,
  columnsOf,
  type OwnField,
  type OwnMapping,
  type OwnProblem,
  ownFields,
} from "./readers/own-csv-fields";

export const catalogFormatNames = [
  "bacula-csv",
  "bacula-sql",
  "bacula-console",
  "bls",
  "ltfs",
  "netbackup",
  "own-csv",
] as const;

export const listEncodings = ["utf-8", "utf-16le", "utf-16be", "cp932"] as const;

const column = z.int().min(0).max(500);
const volumeLabel = keyText(128);

/** How a list of somebody's own is to be read: field → column counted from 0; as text, what holds for all of it. */
const ownMapping = z.strictObject({
  path: column.optional(),
  folder: column.optional(),
  name: column.optional(),
  volume: z.union([column, volumeLabel]).optional(),
  job: column.optional(),
  index: column.optional(),
  first: column.optional(),
  last: column.optional(),
  size: column.optional(),
  modified: column.optional(),
  header: z.literal("none").optional(),
  encoding: z.enum(listEncodings).optional(),
});

export const previewCatalogFilesInput = z.strictObject({
  incidentId: uuid,
  uploadIds: z.array(uuid).min(1).max(200),
  /** Where it could not be told, or was told wrongly. */
  encoding: z.enum(listEncodings).optional(),
  /** The first line is a file already. */
  hasNoHeader: z.boolean().optional(),
});
export type PreviewCatalogFiles = z.output<typeof previewCatalogFilesInput>;

export const saveCatalogMappingInput = z.strictObject({
  /** A list with the header the mapping is for. */
  uploadId: uuid,
  name: keyText(100),
  mapping: ownMapping,
});
export type SaveCatalogMapping = z.input<typeof saveCatalogMappingInput>;

export const startCatalogImportInput = z.strictObject({
  id: uuid.optional(),
  incidentId: uuid,
  /** Complete uploads: all files of one catalog, in any order. */
  uploadIds: z.array(uuid).min(1).max(200),
  /** Only where the format cannot be told from the files. */
  format: z.enum(catalogFormatNames).optional(),
  /** Of a list of somebody's own; the files are then read as one. */
  mapping: ownMapping.optional(),
  /** The volume the files speak of, where they do not name it themselves. */
  volume: volumeLabel.optional(),
});
export type StartCatalogImport = z.input<typeof startCatalogImportInput>;

export const importInput = z.strictObject({ importId: uuid });
export type ImportInput = z.input<typeof importInput>;

export const withdrawImportInput = z.strictObject({ importId: uuid, reason: statedReason });
export type WithdrawImport = z.input<typeof withdrawImportInput>;

/** A line of one of the files of a catalog, by the number it has in the file. */
const lineOfFile = { importId: uuid, fileNumber: ordinal, line: ordinal };

export const lineOfFileInput = z.strictObject(lineOfFile);
export type LineOfFile = z.output<typeof lineOfFileInput>;

export const tryLineInput = z.strictObject({ ...lineOfFile, mended: fileText });
export type TryLine = z.output<typeof tryLineInput>;

export const mendCatalogLineInput = z.strictObject({ ...lineOfFile, mended: fileText, reason: statedReason });
export type MendCatalogLine = z.input<typeof mendCatalogLineInput>;

export const knownFilesInput = z.strictObject({ incidentId: uuid, uploadIds: z.array(uuid).max(200) });
export type KnownFilesAsked = z.output<typeof knownFilesInput>;

export const failImportInput = z.strictObject({
  importId: uuid,
  problem: z.strictObject({
    reason: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
});
export type FailImport = z.input<typeof failImportInput>;

export const buckets = ["unplaced", "mapped", "excluded", "unresolved"] as const;

export const catalogRowsInput = z.strictObject({
  importId: uuid,
  bucket: z.enum(buckets),
  /** Without it: every rule of the bucket. */
  rule: keyText(100).optional(),
  /** Only rows that lie on this medium. */
  mediumId: uuid.optional(),
  /** Only rows received on this day, as the path says it; `""`: those of which no day is known. */
  day: keyText(10).optional(),
  /** The last row of the page before. */
  after: z.strictObject({ rule: keyText(100), id: z.int().min(0) }).optional(),
});
export type CatalogRowsAsked = z.input<typeof catalogRowsInput>;

export const catalogRowsPageSize = 100;

export const fetchLiveCatalogInput = z.strictObject({
  incidentId: uuid,
  /** `postgres://reader:…@host:5432/bacula`. Used and forgotten. */
  address: z.string().min(1).max(2000),
});
export type FetchLiveCatalog = z.input<typeof fetchLiveCatalogInput>;
