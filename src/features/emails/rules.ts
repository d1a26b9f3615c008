import type { Delivery } from "@/lib/mail-server";
import type { EmailState } from "./schema";

/** A task speaks to the mail server about at most so many messages. */
export const mostEmailsATask = 100;
/** Messages written in one commit. */
export const mostEmailsTogether = 500;
/** A server that says "not now" so often never takes the message. */
export const mostTries = 12;

const firstRetrySeconds = 5 * 60;
const longestRetrySeconds = 4 * 3600;

/** How long a message waits after its server said "not now" for the `tries`-th time. */
export function retryAfterSeconds(tries: number): number {
  return Math.min(firstRetrySeconds * 2 ** Math.max(0, tries - 1), longestRetrySeconds);
}

/**
 * What becomes of a message by what its server did. Only where the server certainly does not have it does it wait to
 * be tried again; where nobody can know, a person decides.
 */
export function stateAfter(delivery: Pick<Delivery, "outcome">, tries: number): EmailState {
  switch (delivery.outcome) {
    case "accepted":
      return "sent";
    case "refused":
      return "refused";
    case "unknown":
      return "unknown";
    case "later":
      return tries >= mostTries ? "refused" : "generated";
    case "unavailable":
      return "generated";
  }
}

export type MayDecideEmailTemplate = { ok: true } | { ok: false; because: string };

/** The second person decides on exactly the words and facts that were put forward and seen. */
export function mayDecideEmailTemplate(template: {
  state: string;
  submittedBy: string;
  decider: string;
  submittedHash: string;
  seenHash: string;
  hashNow: string;
}): MayDecideEmailTemplate {
  if (template.state !== "submitted") return { ok: false, because: "email-template.not-submitted" };
  if (template.decider === template.submittedBy) return { ok: false, because: "email-template.own-work" };
  if (template.seenHash !== template.submittedHash)
    return { ok: false, because: "email-template.not-what-was-seen" };
  if (template.hashNow !== template.submittedHash)
    return { ok: false, because: "email-template.facts-changed" };
  return { ok: true };
}

/**
 * What a report of non-delivery means. A server that gave up has not delivered, whatever its code; one that still
 * tries says nothing final.
 */
export function isBounced(report: { action: string | null; status: string | null }): boolean {
  if (report.action === "failed") return true;
  return report.action === null && (report.status ?? "").startsWith("5");
}

/** The words for colleagues. */
export const staffTemplate = { name: "staff-waiting", version: "v1" } as const;

/** What waits for a colleague, and which act ends the waiting. */
export const waitingKinds = {
  list: "lists.decide",
  words: "letters.decideTemplate",
  email_words: "emails.decideTemplate",
  run: "printRuns.release",
  spoils: "bench.confirmSpoils",
} as const;
export type WaitingKind = keyof typeof waitingKinds;
