import { z } from "zod";
import { oneLine, ordinal, statedReason, uuid } from "@/features/incidents/schema";
import { type Addressee, addressees } from "@/features/lists/schema";
import type { LintReport } from "./lint/lint-letter";
import type { Envelope } from "./typeset/envelope";
import type { SlipVerdict } from "./typeset/slip";

export const letterStates = [
  "generated",
  "held",
  "in-run",
  "printed",
  "handed-over",
  "returned",
  "void",
] as const;
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

export const ofPerson = z.strictObject({ incidentId: uuid, personId: uuid });
export type OfPerson = z.infer<typeof ofPerson>;

export const setPreferenceInput = z.strictObject({
  incidentId: uuid,
  personId: uuid,
  variant: z.enum(["large", "english"]),
});
export type SetPreference = z.infer<typeof setPreferenceInput>;

/**
 * What became of the letter when somebody's wish changed. `asked-anew`: the old one is void and a new one is being
 * made; `to-ask`: it is void, and words for the wish must be approved first; `in-run`: it is in a run; left
 * out when that is sealed, and printed as it is where it is sealed already; `gone`: it is printed; `none`: there was none.
 */
export type LetterThen = "asked-anew" | "to-ask" | "in-run" | "gone" | "none";

/** In which way a person's letter is made, who asked for it and when. */
export type LetterPreference = { variant: LetterVariant; byName: string | null; at: Date | null };

const ownName = z.string().regex(/^own-[a-z0-9-]{1,36}$/);
/** Own words hold no more characters than this. */
export const mostTextCharacters = 40_000;

export const ofText = z.strictObject({ incidentId: uuid, templateName, templateVersion });
export type OfText = z.infer<typeof ofText>;

/** `revision` only makes the question another one after a save. */
export const checkTextAsked = ofText.extend({ variant, revision: ordinal.optional() });
export type CheckTextAsked = z.infer<typeof checkTextAsked>;

export const startTextInput = ofText;
export type StartText = z.infer<typeof startTextInput>;

export const saveTextInput = z.strictObject({
  incidentId: uuid,
  templateName: ownName,
  templateVersion,
  /** The revision whose text was edited. */
  revision: ordinal,
  text: z
    .string()
    .max(mostTextCharacters)
    .regex(/^[^\0\p{Cs}]*$/u),
});
export type SaveText = z.infer<typeof saveTextInput>;

/** Words as the editor opens them. Ours have no revision: they are read, and copied to be changed. */
export type OpenedText = {
  name: string;
  version: string;
  text: string;
  own: { revision: number; lockedAt: Date | null; editedByName: string; editedAt: Date } | null;
};

/** An organisation's own words; title and whom they speak to as far as their head can be read. */
export type OwnText = {
  name: string;
  version: string;
  title: string | null;
  audience: Addressee | null;
  language: LetterLanguage | null;
  lockedAt: Date | null;
  editedByName: string;
  editedAt: Date;
};

/** `fact`: the same in every letter of the incident; `person`: differs. */
export type LetterField = { name: string; kind: "fact" | "person"; list: boolean };

/** Why words cannot be set yet: an error's reason and detail (`line`, `column`, `name`, `field`). */
export type TextProblem = { reason: string; detail: Record<string, string | number | boolean | null> };

/** What a careful colleague and the typesetter say about words. `lint` is null where they cannot be read. */
export type TextCheck = {
  head: Pick<OwnText, "title" | "audience" | "language">;
  problem: TextProblem | null;
  lint: LintReport | null;
  fields: (LetterField & { declared: "required" | "optional" | null; used: boolean })[];
  /** Declared, but nothing fills them: where one is required, no letter could be made. */
  unfilled: { name: string; declared: "required" | "optional" }[];
};

export const previewAsked = z.strictObject({
  incidentId: uuid,
  addressee: z.enum(addressees),
  variant,
  templateName,
  templateVersion,
  personId: uuid,
  /** Of own words: changes the address with every save, so that no old picture is shown. */
  revision: z.string().max(9).optional(),
});
export type PreviewAsked = z.infer<typeof previewAsked>;

export const hardestAsked = z.strictObject({ incidentId: uuid, addressee: z.enum(addressees) });
export type HardestAsked = z.infer<typeof hardestAsked>;

export const heldPageSize = 50;
export const heldAsked = z.strictObject({ incidentId: uuid, afterLetterId: uuid.optional() });
export type HeldAsked = z.infer<typeof heldAsked>;

/** How far the look at every letter of some words is: none of exactly these words, under way, done. */
export type PreflightState = "none" | "asked" | "done";

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
    /** Whether every letter of exactly these words was looked at. */
    preflight: PreflightState;
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

/** "U+E000", or "U+9089 U+E0104". */
const codePoint = z.string().regex(/^U\+[0-9A-F]{4,6}( U\+[0-9A-F]{4,6})?$/);

export const gaijiRemedies = ["other-font", "variant", "kana", "own-form"] as const;

export const decideGaijiInput = z.strictObject({
  incidentId: uuid,
  /** Whose name or address it is decided for; absent: everybody's whose text has the character. */
  personId: uuid.optional(),
  codePoint,
  remedy: z.enum(gaijiRemedies),
  font: oneLine(40).optional(),
  /** What is printed instead: a character (`variant`) or the whole name (`kana`, `own-form`). */
  replacement: oneLine(100).optional(),
  reason: statedReason,
});
export type DecideGaiji = z.infer<typeof decideGaijiInput>;

export const ofGaijiDecision = z.strictObject({ gaijiDecisionId: uuid });

export const refusedPageSize = 50;
export const refusedPeopleAsked = z.strictObject({
  incidentId: uuid,
  codePoint,
  afterPersonId: uuid.optional(),
});
export type RefusedPeopleAsked = z.infer<typeof refusedPeopleAsked>;

export const refusedCharacterAsked = z.strictObject({ incidentId: uuid, codePoint });
export const drawnTextAsked = z.strictObject({
  text: z.string().max(100),
  otherFont: z.strictObject({ codePoint, font: z.string().max(40) }).optional(),
});

export const preflightRefusalsAsked = z.strictObject({
  preflightId: uuid,
  after: z.strictObject({ noticeId: uuid, ordinal }).optional(),
});
export type PreflightRefusalsAsked = z.infer<typeof preflightRefusalsAsked>;

/** A character nobody decided about yet, and how many letters it stands in the way of. */
export type RefusedCharacter = {
  codePoint: string;
  reason: string;
  people: number;
  inNames: number;
  inAddresses: number;
  /** As a font that has exactly this character draws it; null where none has. */
  drawn: DrawnText | null;
};

/** One person whose letter waits for a decision about a character. `field`: where it stands. */
export type RefusedPerson = {
  personId: string;
  name: string;
  kana: string;
  address: string;
  fields: string[];
  held: boolean;
};

/** A text drawn with the letters' fonts: an SVG path, and its box in 1/1000 em (base line at 880). */
export type DrawnText = { path: string; width: number };

/** One way to print a character after all, as it will look. */
export type GaijiChoice = {
  remedy: "other-font" | "variant";
  font: string | null;
  replacement: string | null;
  drawn: DrawnText;
};

/** What is known of a refused character: why, in which fonts it is, and what may be done. */
export type GaijiOptions = {
  codePoint: string;
  reason: string;
  remedies: (typeof gaijiRemedies)[number][];
  choices: GaijiChoice[];
};

export type GaijiDecisionRow = {
  id: string;
  codePoint: string;
  remedy: (typeof gaijiRemedies)[number];
  font: string | null;
  replacement: string | null;
  personId: string | null;
  personName: string | null;
  reason: string;
  byName: string;
  at: Date;
  withdrawnAt: Date | null;
  withdrawnByName: string | null;
  /** Live letters made with it; those in a sealed run stay as they are. */
  letters: number;
};

/** What a look at every letter of a template found: counts only. */
export type Preflight = {
  id: string;
  letterTemplateId: string;
  contentHash: string;
  state: "asked" | "done";
  expected: number | null;
  looked: number;
  people: number | null;
  refused: number | null;
  figures: Record<string, Record<string, number>> | null;
  askedAt: Date;
  doneAt: Date | null;
  /** It was given up after several faults of ours; an administrator can have it tried again. */
  givenUp: boolean;
};

export type PreflightRefusal = {
  noticeId: string;
  ordinal: number;
  personId: string;
  name: string;
  field: string;
  reason: string;
  codePoint: string | null;
};

const lengthMm = z.number().min(0).max(500);
const envelopeCode = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);

export const chooseEnvelopeInput = z.strictObject({ incidentId: uuid, code: envelopeCode });
export type ChooseEnvelope = z.infer<typeof chooseEnvelopeInput>;

/** Measured with a ruler: the window from the left and lower edge of the envelope's front. */
export const addEnvelopeInput = z.strictObject({
  incidentId: uuid,
  code: envelopeCode,
  name: oneLine(40).pipe(z.string().min(1)),
  widthMm: lengthMm,
  heightMm: lengthMm,
  windowLeftMm: lengthMm,
  windowBottomMm: lengthMm,
  windowWidthMm: lengthMm,
  windowHeightMm: lengthMm,
  slackMm: z.number().min(0).max(20),
  weightG: z.number().min(1).max(100),
});
export type AddEnvelope = z.infer<typeof addEnvelopeInput>;

export const slipAsked = z.strictObject({ incidentId: uuid, templateName, templateVersion, variant });
export type SlipAsked = z.infer<typeof slipAsked>;

/** An envelope as it was measured: mm, the window from its left and lower edge. */
export type EnvelopeRecord = { code: string; envelope: Envelope; weightG: number };

export type EnvelopesFor = {
  chosen: string;
  /** Templates put forward or approved: while there are any, no other envelope can be chosen. */
  wordsInUse: number;
  /** `foldsMm`: where an A4 sheet is folded for it, from its upper edge. */
  envelopes: (EnvelopeRecord & { foldsMm: number[] })[];
};

/** `contentHash` is what an approval binds: the verdict and the picture (SVG) are of exactly that. */
export type SlipOfLetters = SlipVerdict & {
  envelope: string;
  foldsMm: number[];
  contentHash: string;
  picture: string;
};
