/** How long a verified caller may be told things, and how many failures lock (RELIABILITY D7, invariant 30). */
export const verificationLimits = {
  grantMinutes: 15,
  failuresPerPersonPerDay: 3,
  failuresPerAgentPerHour: 5,
  searchHits: 5,
} as const;

/** Facts an agent may be told to ask for, and the data elements whose loss makes each worthless. */
export const questionFields = {
  policyNumber: ["policy-number"],
  insuredNumber: ["insured-number"],
  phoneLastFour: ["phone"],
  birthDate: ["birth-date"],
  postcode: ["address"],
} as const satisfies Record<string, readonly string[]>;

export type QuestionField = keyof typeof questionFields;

/**
 * The facts that may identify this person: known to us, and none of them on what was lost of theirs. Name,
 * address and birth date usually were; whoever found the tape knows them too.
 */
export function askableFields(
  known: ReadonlySet<QuestionField>,
  lostElements: ReadonlySet<string>,
): QuestionField[] {
  return (Object.keys(questionFields) as QuestionField[]).filter(
    (field) => known.has(field) && !questionFields[field].some((element) => lostElements.has(element)),
  );
}

/** The number on the letter, or having been reached at the number on file, stands for one of two answers. */
export function answersNeeded(evidence: { inquiryNumber: boolean; reachedOnFile: boolean }): number {
  return evidence.inquiryNumber || evidence.reachedOnFile ? 1 : 2;
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

declare const verified: unique symbol;

/** Proof that somebody passed verification in a call that is still open. Only `verifiedCaller` makes one. */
export type VerifiedCaller = {
  readonly [verified]: true;
  readonly callId: string;
  readonly personId: string;
  readonly incidentId: string;
  readonly grantedUntil: Date;
};
