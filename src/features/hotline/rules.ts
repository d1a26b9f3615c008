import type { AttemptOutcome } from "@/features/callbacks/schema";
import type { CallOutcome } from "./schema";

/** How long a verified caller may be told things, and how many failures lock (RELIABILITY D7, invariant 30). */
export const verificationLimits = {
  grantMinutes: 15,
  failuresPerPersonPerDay: 3,
  failuresPerAgentPerHour: 5,
  searchHits: 5,
} as const;

/** An outbound call nobody ended keeps others from ringing so long; then it was forgotten, not held. */
export const longestRingingMinutes = 120;

/** Facts an agent may be told to ask for, and the data elements whose loss makes each worthless. */
export const questionFields = {
  policyNumber: ["policy-number"],
  insuredNumber: ["insured-number"],
  phoneLastFour: ["phone"],
  birthDate: ["birth-date"],
  postcode: ["address"],
} as const satisfies Record<string, readonly string[]>;

export type QuestionField = keyof typeof questionFields;

/** What stands for one of the two answers: the number on the letter, or being reached at the number on file. */
export type Evidence = { inquiryNumber: boolean; reachedOnFile: boolean };

/** Facts the evidence itself gives away: the postcode stands in the letter's window, we dialled the number. */
const givenAway: Record<keyof Evidence, readonly QuestionField[]> = {
  inquiryNumber: ["postcode"],
  reachedOnFile: ["phoneLastFour"],
};

/**
 * The facts that may identify this person: known to us, none of them on what was lost of theirs, none given away
 * by the evidence. Name, address and birth date usually were lost; whoever found the tape knows them too.
 */
export function askableFields(
  known: ReadonlySet<QuestionField>,
  lostElements: ReadonlySet<string>,
  evidence: Evidence = { inquiryNumber: false, reachedOnFile: false },
): QuestionField[] {
  const told = (Object.keys(givenAway) as (keyof Evidence)[]).flatMap((kind) =>
    evidence[kind] ? givenAway[kind] : [],
  );
  return (Object.keys(questionFields) as QuestionField[]).filter(
    (field) =>
      known.has(field) &&
      !told.includes(field) &&
      !questionFields[field].some((element) => lostElements.has(element)),
  );
}

/** The number on the letter, or having been reached at the number on file, stands for one of two answers. */
export function answersNeeded(evidence: Evidence): number {
  return evidence.inquiryNumber || evidence.reachedOnFile ? 1 : 2;
}

/**
 * Which of `askable` to ask. What was asked of this person before and never answered is asked again, in whatever
 * call and by whoever it is: drawing again, or hanging up, never gets easier questions. The rest comes from
 * `shuffled`. Null where there are too few.
 */
export function questionsToAsk(
  askable: readonly QuestionField[],
  unanswered: readonly QuestionField[],
  shuffled: readonly QuestionField[],
  needed: number,
): QuestionField[] | null {
  const kept = unanswered.filter((field) => askable.includes(field));
  const fresh = shuffled.filter((field) => askable.includes(field) && !kept.includes(field));
  const asked = [...new Set([...kept, ...fresh])].slice(0, needed);
  return asked.length < needed ? null : asked;
}

export type MayVerify = { ok: true } | { ok: false; because: string };

/** May this person still be verified by this agent, after so many failures? */
export function mayVerify(failures: { ofPersonToday: number; ofAgentThisHour: number }): MayVerify {
  if (failures.ofPersonToday >= verificationLimits.failuresPerPersonPerDay) {
    return { ok: false, because: "verification.person-locked" };
  }
  if (failures.ofAgentThisHour >= verificationLimits.failuresPerAgentPerHour) {
    return { ok: false, because: "verification.agent-locked" };
  }
  return { ok: true };
}

/** How a call can end, by who rang, and as which attempt it counts towards what we owe (null: as none). */
export const outcomesOf = {
  inbound: {
    explained: "explained",
    "question-answered": null,
    "callback-booked": null,
    "not-verified": null,
    "not-found": null,
    refused: "refused",
    other: null,
  },
  outbound: {
    explained: "explained",
    "no-answer": "no-answer",
    busy: "busy",
    "callback-booked": "asked-later",
    "asked-later": "asked-later",
    "not-verified": "asked-later",
    "wrong-number": "wrong-number",
    refused: "refused",
  },
} as const satisfies Record<string, Partial<Record<CallOutcome, AttemptOutcome | null>>>;

export type CallFacts = {
  direction: "inbound" | "outbound";
  /** Somebody passed verification as the person the call is about. */
  verified: boolean;
  /** A callback was promised to that person during this call. */
  booked: boolean;
};

export type WrapUpVerdict =
  | { ok: true; attempt: AttemptOutcome | null }
  | { ok: false; because: "call.outcome-unfitting" | "call.not-verified" | "call.nothing-booked" };

/**
 * May a call end so, and as which attempt does it count? Only a verified caller can have been told anything or
 * can refuse for the person; a callback said to be booked is one that was.
 */
export function mayEndCall(call: CallFacts, outcome: CallOutcome): WrapUpVerdict {
  const outcomes: Partial<Record<CallOutcome, AttemptOutcome | null>> = outcomesOf[call.direction];
  const attempt = outcomes[outcome];
  if (attempt === undefined) return { ok: false, because: "call.outcome-unfitting" };
  const needsVerified = outcome === "explained" || (call.direction === "inbound" && outcome === "refused");
  if (needsVerified && !call.verified) return { ok: false, because: "call.not-verified" };
  if (outcome === "callback-booked" && !call.booked) return { ok: false, because: "call.nothing-booked" };
  return { ok: true, attempt };
}

declare const verified: unique symbol;

/** Proof that somebody passed verification in a call that is still open. Only `verifiedCaller` makes one. */
export type VerifiedCaller = {
  readonly [verified]: true;
  readonly callId: string;
  readonly personId: string;
  readonly incidentId: string;
  readonly grantedUntil: Date;
};
