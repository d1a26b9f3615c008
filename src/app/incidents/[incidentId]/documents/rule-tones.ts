import type { Tone } from "@/components/tone";
import type { PathRule } from "@/features/documents/rules";

/** How the outcome of a rule is marked; `undecided` is no rule's. */
export const actionTones: Record<PathRule["action"] | "undecided", Tone> = {
  document: "ok",
  exclude: "done",
  doubt: "attention",
  undecided: "attention",
};
