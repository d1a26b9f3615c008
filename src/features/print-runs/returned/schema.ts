import { z } from "zod";
import { oneLine, uuid } from "@/features/incidents/schema";

/** Why an envelope came back, as the post writes on it, in the order of the keys 1 to 4; `other` is 5. */
export const returnReasons = ["unknown-at-address", "moved", "refused", "kept-too-long", "other"] as const;
export type ReturnReason = (typeof returnReasons)[number];

const scannedText = z.string().max(200);
/** A file goes in one request: three thousand lines with an address each. */
export const mostFileChars = 190_000;
export const mostFileLines = 3_000;
const fileText = z.string().min(1).max(mostFileChars);

export const recordReturnedInput = z.strictObject({
  incidentId: uuid,
  code: scannedText,
  reason: z.enum(returnReasons),
  /** The same at each try, so that a lost answer is given again and not counted twice. */
  scanId: uuid.optional(),
});
export type RecordReturned = z.infer<typeof recordReturnedInput>;

export const returnedFileInput = z.strictObject({ incidentId: uuid, text: fileText });
export type ReturnedFile = z.infer<typeof returnedFileInput>;

/**
 * What is answered to an envelope that came back. `not-handed-over`: a letter of ours that never went to the post.
 * `other-incident`: change the incident and scan again. `unreadable`: no code of ours at all.
 */
export const returnVerdicts = [
  "ok",
  "twice",
  "unknown",
  "not-handed-over",
  "other-incident",
  "unreadable",
] as const;
export type ReturnVerdict = (typeof returnVerdicts)[number];

export type ReturnedAnswer = {
  verdict: ReturnVerdict;
  /** Which piece it is; null where it is none of this incident's. */
  piece: { inquiryNumber: string; runNumber: number | null; sequence: number | null } | null;
  /** How often letters to this person came back now. From the second on no letter goes out by itself. */
  returns: number;
  /** The letter was to somebody who need not be written to any more: nobody has to look for an address. */
  closed: boolean;
};

export type ReturnedFileAnswer = {
  lines: number;
  counts: Record<ReturnVerdict | "bad-reason", number>;
  /** Every line that is not `ok`, by its number in the file from 1. */
  notOk: { line: number; verdict: Exclude<ReturnVerdict, "ok"> | "bad-reason" }[];
};

export type ReturnedCounts = {
  /** Letters that were handed over, those that came back since included. */
  handedOver: number;
  returned: number;
  reasons: Record<ReturnReason, number>;
  /** People whose letters came back twice or more. */
  repeatedly: number;
  tasks: Record<AddressTaskState, number>;
  substitutes: number;
  /** Substitutes of whom nobody said yet what is done instead. */
  substitutesUnsaid: number;
};

export const returnedPageSize = 20;
export type ReturnedRow = {
  id: string;
  inquiryNumber: string;
  runNumber: number | null;
  sequence: number | null;
  reason: ReturnReason;
  byName: string;
  at: Date;
};

export const addressTaskStates = [
  "open",
  "proposed",
  "re-letter",
  "rejected",
  "call",
  "substitute",
  "moot",
] as const;
export type AddressTaskState = (typeof addressTaskStates)[number];

/** Where a new address is from. What somebody said on the telephone needs a second person. */
export const addressSources = [
  "resident-record",
  "contract-office",
  "family",
  "person-in-writing",
  "phone-call",
  "list",
  "other",
] as const;
export type AddressSource = (typeof addressSources)[number];

const address = oneLine(200).pipe(z.string().min(1));
const postcode = oneLine(20);

export const proposeAddressInput = z.strictObject({
  addressTaskId: uuid,
  postcode,
  address,
  source: z.enum(addressSources),
});
export type ProposeAddress = z.infer<typeof proposeAddressInput>;

export const proposeFileInput = z.strictObject({ incidentId: uuid, text: fileText });
export type ProposeFile = z.infer<typeof proposeFileInput>;

/** Why a line of a file of addresses is set aside. */
export const addressLineProblems = [
  "columns",
  "inquiry-number",
  "postcode",
  "address",
  "source",
  "unknown",
  "no-open-task",
  "waiting-already",
  "same-address",
  "twice-in-file",
] as const;
export type AddressLineProblem = (typeof addressLineProblems)[number];

export type ProposeFileAnswer = {
  /** Null where no line could be taken. */
  batchId: string | null;
  lines: number;
  proposed: number;
  setAside: { line: number; problem: AddressLineProblem }[];
};

export const addressDecisions = ["re-letter", "reject", "call", "substitute"] as const;
export type AddressDecision = (typeof addressDecisions)[number];

const measure = oneLine(500);
export const decideAddressInput = z.strictObject({
  addressTaskId: uuid,
  decision: z.enum(addressDecisions),
  /** Of a substitute: what is done in place of telling the person. */
  measure: measure.optional(),
});
export type DecideAddress = z.infer<typeof decideAddressInput>;

export const decideBatchInput = z.strictObject({
  batchId: uuid,
  decision: z.enum(["re-letter", "reject"]),
  /** How many there were when the second person looked. */
  count: z.int().min(1).max(mostFileLines),
});
export type DecideBatch = z.infer<typeof decideBatchInput>;

export const sayMeasureInput = z.strictObject({
  substituteMeasureId: uuid,
  measure: measure.pipe(z.string().min(1)),
});
export type SayMeasure = z.infer<typeof sayMeasureInput>;

export const addressTasksPageSize = 50;
export const addressTasksAsked = z.strictObject({
  incidentId: uuid,
  state: z.enum(addressTaskStates),
  afterId: uuid.optional(),
});
export type AddressTasksAsked = z.infer<typeof addressTasksAsked>;

export type AddressTaskRow = {
  id: string;
  personId: string;
  name: string;
  kana: string;
  inquiryNumber: string;
  reason: ReturnReason;
  returns: number;
  returnedAt: Date;
  /** Where the letter went. */
  printed: { postcode: string | null; address: string };
  /** What the approved list says, where that is another address now. */
  listed: { postcode: string | null; address: string } | null;
  state: AddressTaskState;
  proposal: { postcode: string | null; address: string; source: AddressSource } | null;
  batchId: string | null;
  proposedBy: string | null;
  proposedByName: string | null;
  proposedAt: Date | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  /** Whether somebody may ring: the call is owed, was made, or cannot be made. */
  call: CallStanding;
};

export const callStandings = ["owed", "made", "given-up", "not-possible"] as const;
/** `given-up`: so many attempts reached nobody, and one more may be asked for. */
export type CallStanding = (typeof callStandings)[number];

export type AddressBatch = {
  batchId: string;
  addresses: number;
  sources: { source: AddressSource; addresses: number }[];
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
};

export const ofAddressTask = z.strictObject({ addressTaskId: uuid });
export const historyKinds = ["letter", "returned", "proposed", "decided", "substitute"] as const;
/** One thing that happened to a person's letter and address, the oldest first. */
export type AddressHistoryEntry = {
  kind: (typeof historyKinds)[number];
  at: Date;
  byName: string | null;
  /** A letter's generation, a reason, a source or a decision. */
  what: string;
  postcode: string | null;
  address: string | null;
};

export const substitutesPageSize = 50;
export const substitutesAsked = z.strictObject({ incidentId: uuid, afterId: uuid.optional() });
export type SubstitutesAsked = z.infer<typeof substitutesAsked>;

export type SubstituteRow = {
  id: string;
  personId: string;
  name: string;
  because: "returned-twice" | "decided";
  measure: string | null;
  byName: string | null;
  at: Date;
};
