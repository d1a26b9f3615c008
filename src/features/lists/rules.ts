import type { ListState } from "./schema";

/** The age at which a person is of age in Japan on a day: 18 since 2022-04-01, 20 before (民法4条). */
export function adultAgeOn(isoDate: string): number {
  return isoDate >= "2022-04-01" ? 18 : 20;
}

export type ListDecision = "approve" | "reject";

export type MayDecide = { ok: true } | { ok: false; because: string };

/**
 * May this person decide on a frozen list? Never who froze it, never on anything but exactly what they saw,
 * and an incomplete scope is approved only over a stated reason.
 */
export function mayDecideList(list: {
  state: ListState;
  frozenBy: string;
  contentHash: string;
  decider: string;
  decision: ListDecision;
  seenHash: string;
  recomputedHash: string;
  incompleteReasons: number;
  override: string | null;
}): MayDecide {
  if (list.state !== "frozen") return { ok: false, because: "list.not-frozen" };
  if (list.decider === list.frozenBy) return { ok: false, because: "list.own-work" };
  if (list.seenHash !== list.contentHash) return { ok: false, because: "list.not-what-was-seen" };
  if (list.recomputedHash !== list.contentHash) return { ok: false, because: "list.hash-differs" };
  if (list.decision === "approve" && list.incompleteReasons > 0 && !list.override) {
    return { ok: false, because: "list.scope-incomplete" };
  }
  return { ok: true };
}
