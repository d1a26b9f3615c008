import { z } from "zod";
import { uuid } from "@/features/incidents/schema";
import { type Addressee, addressees } from "@/features/lists/schema";

export const letterStates = ["generated", "held", "in-run", "printed", "handed-over", "void"] as const;
export type LetterState = (typeof letterStates)[number];
export type LetterLanguage = "ja" | "en";

/** How a letter is made for whoever needs it otherwise: larger type, another language. */
export const letterVariants = ["standard", "large", "english"] as const;
export type LetterVariant = (typeof letterVariants)[number];

/** A document as the frozen list says it. */
export type ListedDocument = {
  key: string;
  class: string;
  claim: string;
  receivedOn: string | null;
  certainty: "full" | "partial";
  media: string[] | null;
  /** As what the person stands in it; absent: as the insured. */
  roles?: string[];
};

/** One person of a letter notice, as the frozen list says. */
export type ListedPerson = {
  noticeId: string;
  personId: string;
  addressee: Addressee;
  variant: LetterVariant;
  callOwed: boolean;
  said: {
    name: string | null;
    postcode: string | null;
    address: string | null;
    documents: ListedDocument[];
  };
};

const variant = z.enum(letterVariants);
const templateName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const templateVersion = z.string().regex(/^v[1-9][0-9]{0,3}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const submitTemplateInput = z.strictObject({
  incidentId: uuid,
  addressee: z.enum(addressees),
  variant,
  templateName,
  templateVersion,
});
export type SubmitTemplate = z.infer<typeof submitTemplateInput>;

export const decideTemplateInput = z.strictObject({
  letterTemplateId: uuid,
  decision: z.enum(["approve", "reject"]),
  contentHash: sha256,
});
export type DecideTemplate = z.infer<typeof decideTemplateInput>;

export const ofLetterTemplate = z.strictObject({ letterTemplateId: uuid });

export const generateLettersInput = z.strictObject({ incidentId: uuid });

export const previewAsked = z.strictObject({
  incidentId: uuid,
  addressee: z.enum(addressees),
  variant,
  templateName,
  templateVersion,
  personId: uuid,
});
export type PreviewAsked = z.infer<typeof previewAsked>;

export const hardestAsked = z.strictObject({ incidentId: uuid, addressee: z.enum(addressees) });
export type HardestAsked = z.infer<typeof hardestAsked>;

export const heldPageSize = 50;
export const heldAsked = z.strictObject({ incidentId: uuid, afterLetterId: uuid.optional() });
export type HeldAsked = z.infer<typeof heldAsked>;

/** One kind of addressee in one variant: the templates it can have, and the one it has. */
export type TemplateOfAddressee = {
  addressee: Addressee;
  variant: LetterVariant;
  notices: number;
  choices: { name: string; version: string; title: string; language: LetterLanguage }[];
  chosen: {
    id: string;
    templateName: string;
    templateVersion: string;
    contentHash: string;
    state: "submitted" | "approved";
    submittedBy: string;
    submittedByName: string;
    submittedAt: Date;
    decidedByName: string | null;
    decidedAt: Date | null;
    factsChanged: boolean;
  } | null;
};

export type HardPerson = {
  personId: string;
  name: string;
  because:
    | "longest-name"
    | "shortest-name"
    | "longest-address"
    | "shortest-address"
    | "most-documents"
    | "longest-clause"
    | "rare-characters";
};

export type LetterProgress = {
  asked: number;
  states: Record<LetterState, number>;
  chunksAsked: number;
  chunksGenerated: number;
};

export type HeldLetter = {
  letterId: string;
  personId: string;
  name: string;
  field: string;
  reason: string;
  codePoint: string | null;
};
