import type { ListState } from "./schema";

/** The age at which a person is of age in Japan on a day: 18 since 2022-04-01, 20 before (民法4条). */
export function adultAgeOn(isoDate: string): number {
  return isoDate >= "2022-04-01" ? 18 : 20;
}

export const addressees = ["insured", "guardian", "bereaved", "proxy", "policyholder"] as const;
export type Addressee = (typeof addressees)[number];

/**
 * What of a person decides whom the letter speaks to. `dead`: a date of death or a bereaved family is on record;
 * `minor`: not of age on the day (民法4条); `has-proxy`: somebody claims in their stead (代理人), often because they
 * themselves cannot or were not told of an illness; `only-policyholder`: they stand in papers of others as the
 * policyholder and in none as the insured.
 */
export type AddresseeFact = "dead" | "minor" | "has-proxy" | "only-policyholder";

/** The first that holds decides: a proxy's power ends with death (民法111条), and a child's guardian comes first. */
export const addresseeRules: readonly { when: AddresseeFact; addressee: Addressee }[] = [
  { when: "dead", addressee: "bereaved" },
  { when: "minor", addressee: "guardian" },
  { when: "has-proxy", addressee: "proxy" },
  { when: "only-policyholder", addressee: "policyholder" },
];

/** Whoever none of the rules concerns is written to as the person whose information it is. */
export const otherwiseAddressee: Addressee = "insured";

/** Whom the letter about a person speaks to. */
export function addresseeOf(holds: Readonly<Record<AddresseeFact, boolean>>): Addressee {
  return addresseeRules.find(({ when }) => holds[when])?.addressee ?? otherwiseAddressee;
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
  addressee: ["addressee", "guardianName", "deceasedOn", "bereavedName", "proxyName"],
};

/** How many people a version adds, removes and changes against another, and in how many each part changed. */
export type ListDiff = {
  added: number;
  removed: number;
  changed: number;
  unchanged: number;
  changedIn: Record<ChangePart, number>;
};
