import { z } from "zod";
import { fileText, keyText, ordinal, statedReason, uuid } from "@/features/incidents/schema";
import { masterFields } from "./readers/master-fields";
import { partyRoles, strikingFields } from "./rules";

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

export const masterLineInput = z.strictObject({ importId: uuid, line: ordinal });
export type MasterLine = z.output<typeof masterLineInput>;

export const tryMasterLineInput = masterLineInput.extend({ mended: fileText });
export type TryMasterLine = z.output<typeof tryMasterLineInput>;

export const mendMasterLineInput = tryMasterLineInput.extend({ reason: statedReason });
export type MendMasterLine = z.input<typeof mendMasterLineInput>;

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

export const mergePeopleInput = z.strictObject({
  incidentId: uuid,
  /** Whose facts stand from now on. */
  keptPersonId: uuid,
  mergedPersonId: uuid,
  reason: statedReason,
  /** The fields in which the two differ and are one all the same, each named by whoever decides. */
  confirmedDifferences: z.array(z.enum(strikingFields)).max(3).default([]),
});
export type MergePeople = z.input<typeof mergePeopleInput>;

export const unmergePeopleInput = z.strictObject({ mergeId: uuid, reason: statedReason });
export type UnmergePeople = z.input<typeof unmergePeopleInput>;

export const decideCandidateInput = z.strictObject({
  incidentId: uuid,
  candidateId: uuid,
  reason: statedReason,
});
export type DecideCandidate = z.input<typeof decideCandidateInput>;

export const mergeIdenticalInput = z.strictObject({
  incidentId: uuid,
  reason: statedReason,
  /** How many pairs whoever decides was shown. */
  pairs: z.int32().min(1),
});
export type MergeIdentical = z.input<typeof mergeIdenticalInput>;

export const candidatesInput = z.strictObject({
  incidentId: uuid,
  /** The last of the page before. */
  after: z.strictObject({ score: z.int().min(0).max(100), id: uuid }).optional(),
});
export type CandidatesAsked = z.input<typeof candidatesInput>;

export const decisionsInput = z.strictObject({
  incidentId: uuid,
  /** The last of the page before. */
  after: z.strictObject({ at: z.iso.datetime({ offset: true }), id: uuid }).optional(),
});
export type DecisionsAsked = z.input<typeof decisionsInput>;

export const candidatesPageSize = 20;
export const decisionsPageSize = 50;

export const linkPartyInput = z.strictObject({
  incidentId: uuid,
  claimNumber: keyText(100).min(1),
  role: z.enum(partyRoles),
  personId: uuid,
  reason: statedReason,
});
export type LinkParty = z.input<typeof linkPartyInput>;

export const unlinkPartyInput = z.strictObject({ linkId: uuid, reason: statedReason });
export type UnlinkParty = z.input<typeof unlinkPartyInput>;

export const personPartiesInput = z.strictObject({ personId: uuid });
export type PersonParties = z.input<typeof personPartiesInput>;
