import { z } from "zod";
import { keyText, oneLine, ordinal, statedReason, uuid } from "@/features/incidents/schema";
import { indexFields } from "./index-reader/index-fields";

const classCode = z.string().regex(/^[A-Z][A-Z0-9]{0,9}$/);
const revision = z.string().regex(/^[0-9a-f]{16}$/);

export const ruleActions = ["document", "exclude", "doubt"] as const;
export const mostRules = 100;

/** As it is typed; whether a pattern can be read is told by `compilePathRules`, with the character. */
export const pathRuleInput = z.strictObject({
  name: z.string().max(60),
  action: z.enum(ruleActions),
  pattern: keyText(400),
  /** The class of every paper the rule finds, where the path does not tell it. */
  classCode: classCode.optional(),
});
const rules = z.array(pathRuleInput).max(mostRules);

export const draftPathRulesInput = z.strictObject({
  incidentId: uuid,
  /** The draft's rules as a whole; without them a draft is begun as a copy of the rules in force. */
  change: z
    .strictObject({
      rules,
      note: oneLine(200),
      /** Of the draft the change was made on. */
      revision,
    })
    .optional(),
});
export type DraftPathRules = z.input<typeof draftPathRulesInput>;

export const ofDraftInput = z.strictObject({ incidentId: uuid, revision });
export type OfDraft = z.input<typeof ofDraftInput>;

export const ruleSetInput = z.strictObject({ setId: uuid });

export const tryRulesInput = z.strictObject({
  incidentId: uuid,
  /** Without them: the rules in force, and no comparison. */
  rules: rules.optional(),
});
export type TryRules = z.input<typeof tryRulesInput>;

export const sensitivityNames = ["ordinary", "financial", "identity", "special-care", "unknown"] as const;
export const rolesInDocument = [
  "insured",
  "policyholder",
  "beneficiary",
  "guardian",
  "proxy",
  "bereaved-family",
] as const;

const named = oneLine(60).pipe(z.string().min(1));

export const dataElementInput = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  ja: named,
  en: named,
  sensitivity: z.enum(sensitivityNames),
  /** Whose it is. Absent: the insured person's. */
  of: z.enum(rolesInDocument).optional(),
});

const classFacts = {
  nameJa: named,
  nameEn: named,
  /** How folder and file names call it. */
  words: z.array(named).max(30),
  elements: z.array(dataElementInput).min(1).max(40),
};

export const addDocumentClassInput = z.strictObject({ incidentId: uuid, code: classCode, ...classFacts });
export type AddDocumentClass = z.input<typeof addDocumentClassInput>;

export const editDocumentClassInput = z.strictObject({
  incidentId: uuid,
  code: classCode,
  ...classFacts,
  /** Of the class the edit was made on. */
  revision,
});
export type EditDocumentClass = z.input<typeof editDocumentClassInput>;

export const removeDocumentClassInput = z.strictObject({
  incidentId: uuid,
  code: classCode,
  reason: statedReason,
});
export type RemoveDocumentClass = z.input<typeof removeDocumentClassInput>;

export const indexModes = ["complete", "replace"] as const;
const encodings = ["utf-8", "utf-16le", "utf-16be", "cp932"] as const;

export const previewIndexInput = z.strictObject({
  uploadId: uuid,
  /** Where it could not be told, or was told wrongly. */
  encoding: z.enum(encodings).optional(),
});
export type PreviewIndex = z.output<typeof previewIndexInput>;

export const startDocumentIndexInput = z.strictObject({
  id: uuid.optional(),
  incidentId: uuid,
  uploadId: uuid,
  /** Field → column of the file, counted from 0, as the preview suggests it and a person confirmed it. */
  mapping: z.partialRecord(z.enum(indexFields), z.int().min(0).max(1000)),
  mode: z.enum(indexModes),
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum([",", "\t", ";"]).optional(),
});
export type StartDocumentIndex = z.input<typeof startDocumentIndexInput>;

export const ofDocumentIndexInput = z.strictObject({ indexId: uuid });
export type OfDocumentIndex = z.input<typeof ofDocumentIndexInput>;

export const failDocumentIndexInput = z.strictObject({
  indexId: uuid,
  problem: z.strictObject({
    reason: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
});
export type FailDocumentIndex = z.input<typeof failDocumentIndexInput>;

export const withdrawDocumentIndexInput = z.strictObject({ indexId: uuid, reason: statedReason });
export type WithdrawDocumentIndex = z.input<typeof withdrawDocumentIndexInput>;

export const indexOutcomes = ["row", "duplicate", "rejected"] as const;

export const documentIndexRowsInput = z.strictObject({
  indexId: uuid,
  outcome: z.enum(indexOutcomes),
  /** The last line of the page before. */
  afterLine: ordinal.optional(),
});
export type DocumentIndexRowsAsked = z.input<typeof documentIndexRowsInput>;

export const indexRowsPageSize = 100;
