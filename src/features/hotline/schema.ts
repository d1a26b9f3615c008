import { z } from "zod";
import type { AttemptOutcome, CallTaskState } from "@/features/callbacks/schema";
import type { EmailState } from "@/features/emails/schema";
import { oneLine, paragraphs, uuid } from "@/features/incidents/schema";
import type { LetterState } from "@/features/letters/schema";
import type { Addressee } from "@/features/lists/schema";
import type { withheldReasons } from "@/features/notices/rules";
import { type QuestionField, questionFields } from "./rules";

export const startCallInput = z.strictObject({
  id: uuid.optional(),
  incidentId: uuid,
  direction: z.enum(["inbound", "outbound"]),
  /** Outbound: the explanation that is owed. */
  callTaskId: uuid.optional(),
});
export type StartCall = z.infer<typeof startCallInput>;

export const searchInput = z.strictObject({ callId: uuid, text: oneLine(200) });
export type SearchCaller = z.infer<typeof searchInput>;

export const drawQuestionsInput = z.strictObject({
  callId: uuid,
  personId: uuid,
  inquiryNumber: oneLine(40).optional(),
});
export type DrawQuestions = z.infer<typeof drawQuestionsInput>;

const fields = Object.keys(questionFields) as [QuestionField, ...QuestionField[]];

export const verifyInput = z.strictObject({
  verificationId: uuid,
  answers: z.partialRecord(z.enum(fields), oneLine(100)),
});
export type Verify = z.infer<typeof verifyInput>;

export const ofCall = z.strictObject({ callId: uuid });

export const callOutcomes = [
  "explained",
  "question-answered",
  "callback-booked",
  "not-verified",
  "not-found",
  "no-answer",
  "busy",
  "asked-later",
  "wrong-number",
  "refused",
  "other",
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export const callTopics = [
  "what-was-lost",
  "secondary-harm",
  "cause",
  "letter",
  "address",
  "compensation",
  "press",
  "other",
] as const;

export const wrapUpInput = z.strictObject({
  callId: uuid,
  outcome: z.enum(callOutcomes),
  topics: z.array(z.enum(callTopics)).max(callTopics.length).default([]),
  complaint: z.boolean().default(false),
  explained: z.array(z.string().max(100)).max(50).default([]),
  note: paragraphs(4000).default(""),
});
export type WrapUp = z.input<typeof wrapUpInput>;

export type OpenCall = {
  callId: string;
  incidentId: string;
  direction: "inbound" | "outbound";
  startedAt: Date;
  personId: string | null;
  callTaskId: string | null;
  /** Outbound only: what to dial. */
  phone: string | null;
  maskedName: string | null;
  addressee: Addressee | null;
  /** Somebody passed verification as the person of the call, though the grant may have run out. */
  verified: boolean;
  /** Set while the person of the call may be told. */
  grantedUntil: Date | null;
  /** The server's clock at this answer: what is left of the grant must not depend on the agent's computer. */
  now: Date;
};

export type CallerHit = {
  personId: string;
  maskedName: string;
  prefecture: string;
  addressee: Addressee;
  locked: boolean;
};

/** `foundBy` tells the agent how the text was understood. `more`: narrow it down, nothing further is listed. */
export type SearchAnswer = {
  foundBy: "inquiry-number" | "phone" | "policy-number" | "name";
  hits: CallerHit[];
  more: boolean;
};

export type DrawnQuestions = {
  verificationId: string;
  questions: QuestionField[];
  inquiryNumberAccepted: boolean;
};

/** Pass or fail, never which answer was wrong. */
export type VerifyAnswer = { passed: boolean; grantedUntil: Date | null; attemptsLeft: number };

export type RecentCall = {
  callId: string;
  startedAt: Date;
  endedAt: Date | null;
  direction: "inbound" | "outbound";
  outcome: CallOutcome | null;
  complaint: boolean;
  agentName: string;
  /** Of the person's own calls only, for who may be told. */
  note: string;
};

/** What of theirs was on the media, one class of document, exactly as their letter lists it. */
export type LostOfTheirs = {
  classCode: string;
  nameJa: string;
  nameEn: string;
  whole: number;
  partly: number;
  sentencesJa: string[];
  sentencesEn: string[];
  /** Labels of the media it was on. */
  media: string[];
};

export type LetterToThem = {
  inquiryNumber: string;
  state: LetterState;
  createdAt: Date;
  handedOverAt: Date | null;
  /** Why it cannot be printed, as a reason the screens translate, and the character. */
  heldFor: { reason: string; codePoint: string | null } | null;
};

/** A message to the person by e-mail; their address stays masked. */
export type EmailToThem = { inquiryNumber: string; state: EmailState; sentAt: Date | null };

export type LineNow = {
  nameJa: string;
  nameEn: string;
  number: string;
  charge: "free" | "charged";
  opening: { open: true; until: Date } | { open: false; opensNext: Date | null };
};

export type CallTaskOfTheirs = {
  callTaskId: string;
  state: CallTaskState;
  attempts: number;
  nextCallableAt: Date | null;
  toExplain: string[];
  latest: { at: Date; outcome: AttemptOutcome; byName: string | null }[];
};

/** All a verified caller may hear of the person. Contact data stays masked; never what the papers say. */
export type PersonForCaller = {
  personId: string;
  name: string;
  kana: string;
  addressee: Addressee;
  guardianName: string | null;
  bereavedName: string | null;
  proxyName: string | null;
  prefecture: string;
  phoneLastFour: string | null;
  lost: LostOfTheirs[];
  letters: LetterToThem[];
  emails: EmailToThem[];
  /** Why no letter is owed, where that is so. */
  letterWithheld: (typeof withheldReasons)["letter"][number] | null;
  lines: LineNow[];
  callTask: CallTaskOfTheirs | null;
  callback: { callbackId: string; dueAt: Date; note: string } | null;
  calls: RecentCall[];
  grantedUntil: Date;
};

/** Somebody whose verification failed too often today. Ids and masks: a supervisor's list is no way round. */
export type LockedPerson = {
  personId: string;
  maskedName: string;
  failures: number;
  lastFailureAt: Date;
  lockedUntil: Date;
  agentNames: string[];
};

export const recentCallsShown = 20;
export const lockedShown = 100;
