import type { ListState } from "./schema";

/** The age at which a person is of age in Japan on a day: 18 since 2022-04-01, 20 before (民法4条). */
export function adultAgeOn(isoDate: string): number {
  return isoDate >= "2022-04-01" ? 18 : 20;
}

export type ListDecision = "approve" | "reject";

export type MayDecide = { ok: true } | { ok: false; because: string };

/**
 * May this person decide on a frozen list? Never who froze it, never on anything but exactly what they saw,
 * and a scope that is incomplete, or cannot be shown to be complete, is approved only over a stated reason.
 * `incompleteReasons`: reasons, notes apart, that stand against any medium in scope.
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

/** What of a person can differ between two versions of a list. */
export const changeParts = ["documents", "elements", "name", "address", "addressee", "other"] as const;
export type ChangePart = (typeof changeParts)[number];

/** The fields of a canonical row in which each part stands. Whatever is in none of them is `other`. */
export const fieldsOfPart: Readonly<Record<Exclude<ChangePart, "other">, readonly string[]>> = {
  documents: ["documents"],
  elements: ["elements"],
  name: ["name", "kana"],
  address: ["postcode", "address"],
  addressee: ["addressee", "guardianName", "deceasedOn", "bereavedName"],
};

/** How many people a version adds, removes and changes against another, and in how many each part changed. */
export type ListDiff = {
  added: number;
  removed: number;
  changed: number;
  unchanged: number;
  changedIn: Record<ChangePart, number>;
};
