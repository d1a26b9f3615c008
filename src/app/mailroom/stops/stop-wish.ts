import type { MailStopKind, StopMail } from "@/features/print-runs/schema";
import { parseInquiryNumber } from "@/lib/inquiry-number";
import { parseSheetCode } from "@/lib/sheet-code";

export const stopSubjects = ["letter", "person", "run"] as const;
export type StopSubject = (typeof stopSubjects)[number];

export type StopWish = {
  of: StopSubject;
  kind: MailStopKind;
  code: string;
  printRunId: string;
  reason: string;
};

export const emptyStopWish: StopWish = { of: "letter", kind: "hold", code: "", printRunId: "", reason: "" };

export type StopProblem = "code-missing" | "run-missing" | "reason-missing";

/** What is asked of the server, or the first thing that is missing. */
export function readStopWish(
  wish: StopWish,
): { ok: true; stop: Pick<StopMail, "kind" | "of" | "reason"> } | { ok: false; problem: StopProblem } {
  const reason = wish.reason.trim();
  const of = subjectOf(wish);
  if (typeof of === "string") return { ok: false, problem: of };
  if (!reason) return { ok: false, problem: "reason-missing" };
  return { ok: true, stop: { kind: wish.kind, of, reason } };
}

function subjectOf({ of, code, printRunId }: StopWish): StopMail["of"] | StopProblem {
  if (of === "run") return printRunId ? { printRunId } : "run-missing";
  const text = code.normalize("NFKC").trim();
  if (!parseSheetCode(text).ok && !parseInquiryNumber(text).ok) return "code-missing";
  return of === "person" ? { personOf: text } : { code: text };
}
