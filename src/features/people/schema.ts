import { z } from "zod";
import { keyText, ordinal, statedReason, uuid } from "@/features/incidents/schema";
import { masterFields } from "./readers/master-fields";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "cp932"] as const;

export const previewMasterInput = z.strictObject({
  uploadId: uuid,
  /** Where it could not be told, or was told wrongly. */
  encoding: z.enum(encodings).optional(),
});
export type PreviewMaster = z.output<typeof previewMasterInput>;

export const delimiters = [",", "\t", ";"] as const;

export const startMasterImportInput = z.strictObject({
  id: uuid.optional(),
  incidentId: uuid,
  uploadId: uuid,
  /** Field → column of the file, counted from 0, as the preview suggests it and a person confirmed it. */
  mapping: z.partialRecord(z.enum(masterFields), z.int().min(0).max(1000)),
  /** Where the preview could not tell, or told wrongly. */
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
});
export type StartMasterImport = z.input<typeof startMasterImportInput>;

export const withdrawImportInput = z.strictObject({ importId: uuid, reason: statedReason });
export type WithdrawImport = z.input<typeof withdrawImportInput>;

export const sortFilesInput = z.strictObject({ incidentId: uuid, uploadIds: z.array(uuid).min(1).max(200) });
export type SortFiles = z.output<typeof sortFilesInput>;

export const recordOutcomes = ["record", "duplicate", "rejected"] as const;

export const personRecordsInput = z.strictObject({
  importId: uuid,
  outcome: z.enum(recordOutcomes),
  /** Only records that carry a warning. */
  withWarnings: z.boolean().optional(),
  /** The last line of the page before. */
  afterLine: ordinal.optional(),
});
export type PersonRecordsAsked = z.input<typeof personRecordsInput>;

export const affectedPeopleInput = z.strictObject({
  incidentId: uuid,
  /** Beginning of the name in kana or kanji, in any width or variant; or a whole insured, policy or claim number. */
  search: keyText(100).optional(),
  /** The last person of the page before. */
  after: z.strictObject({ kanaKey: keyText(200), id: uuid }).optional(),
});
export type AffectedPeopleAsked = z.input<typeof affectedPeopleInput>;

export const peoplePageSize = 100;
export const recordsPageSize = 100;
