import { nameKey } from "@/lib/japan/name-key";

// The reader's own rules, so that a screen greys out and explains with what the server enforces.
export {
  checkMapping,
  type MappingProblem,
  type MasterField,
  type MasterMapping,
  masterFields,
  requiredFields,
} from "./readers/master-fields";

/** What is compared of two people, in the order a person looks. */
export const comparedFields = [
  "name",
  "kana",
  "birthDate",
  "sex",
  "address",
  "phone",
  "insuredNumber",
  "policyNumber",
  "deceasedOn",
] as const;
export type ComparedField = (typeof comparedFields)[number];

/**
 * How a field of two people came out. `same`: as written. `variant`: written differently, one and the same key.
 * `differs-in-character`: 斉藤 and 斎藤, which no rule may hold for one. `kana-same`: other characters, one reading.
 * `missing`: at least one side says nothing.
 */
export const likenesses = [
  "same",
  "variant",
  "differs-in-character",
  "kana-same",
  "differs",
  "missing",
] as const;
export type Likeness = (typeof likenesses)[number];
export type MatchEvidence = Record<ComparedField, Likeness>;

/** What is known of one person, as written and as keys; days are ISO. */
export type PersonFacts = {
  name: string | null;
  nameKey: string | null;
  kana: string | null;
  kanaKey: string | null;
  birthDate: string | null;
  sex: string | null;
  address: string | null;
  addressKey: string | null;
  phone: string | null;
  phoneKey: string | null;
  insuredNumber: string | null;
  policyNumber: string | null;
  deceasedOn: string | null;
};

// 斉 (evenly, sei) and 斎 (to purify, sai) look alike and are taken for one another; so are these others.
const lookalikes = ["斉斎", "裕祐", "己巳", "未末", "堀掘", "萩荻", "莵菟", "栞枽", "太大"];

/** Compares what is known of two people, field by field. Symmetric. */
export function compareFacts(one: PersonFacts, other: PersonFacts): MatchEvidence {
  return {
    name: nameLikeness(one, other),
    kana: keyed(one.kana, one.kanaKey, other.kana, other.kanaKey),
    birthDate: plain(one.birthDate, other.birthDate),
    sex: plain(one.sex, other.sex),
    address: keyed(one.address, one.addressKey, other.address, other.addressKey),
    phone: keyed(one.phone, one.phoneKey, other.phone, other.phoneKey),
    insuredNumber: plain(one.insuredNumber, other.insuredNumber),
    policyNumber: plain(one.policyNumber, other.policyNumber),
    deceasedOn: plain(one.deceasedOn, other.deceasedOn),
  };
}

function plain(one: string | null, other: string | null): Likeness {
  if (!one || !other) return "missing";
  return one === other ? "same" : "differs";
}

function keyed(
  one: string | null,
  oneKey: string | null,
  other: string | null,
  otherKey: string | null,
): Likeness {
  if (!oneKey || !otherKey) return "missing";
  if (one === other) return "same";
  return oneKey === otherKey ? "variant" : "differs";
}

function nameLikeness(one: PersonFacts, other: PersonFacts): Likeness {
  const likeness = keyed(one.name, one.nameKey, other.name, other.nameKey);
  if (likeness !== "differs") return likeness;
  const kanaSame = Boolean(one.kanaKey) && one.kanaKey === other.kanaKey;
  const pairs = differingCharacters(one.nameKey ?? "", other.nameKey ?? "");
  const alike = pairs?.every((pair) => lookalikes.some((group) => [...pair].every((c) => group.includes(c))));
  if (pairs && (alike || (kanaSame && pairs.length === 1))) return "differs-in-character";
  return kanaSame ? "kana-same" : "differs";
}

/** The characters that stand against one another where two keys of one length differ; null at other lengths. */
function differingCharacters(one: string, other: string): string[] | null {
  const [a, b] = [[...one], [...other]];
  if (a.length !== b.length) return null;
  return a.flatMap((character, i) => (character === b[i] ? [] : [`${character}${b[i]}`]));
}

const points: Partial<Record<ComparedField, Record<Likeness, number>>> = {
  name: { same: 30, variant: 30, "differs-in-character": 20, "kana-same": 15, missing: 0, differs: 0 },
  birthDate: {
    same: 35,
    variant: 35,
    "differs-in-character": 0,
    "kana-same": 0,
    missing: 10,
    differs: 0,
  },
  address: {
    same: 25,
    variant: 25,
    "differs-in-character": 0,
    "kana-same": 0,
    missing: 5,
    differs: -10,
  },
  phone: { same: 10, variant: 10, "differs-in-character": 0, "kana-same": 0, missing: 3, differs: 0 },
};

/** From this score on two people are proposed to be one; below it nobody is asked. */
export const candidateLine = 65;
/** Nobody with another birth date comes near the line, whatever else is the same: namesakes, father and son. */
const guardedScore = 30;

/**
 * How much speaks for one person, 0 to 100. A pair of whom one has no insured number was never compared on the
 * exact key, so the same evidence weighs more. Another birth date, sex or wholly other name stays far below the line.
 */
export function scoreOf(evidence: MatchEvidence): number {
  let score = 0;
  for (const field of ["name", "birthDate", "address", "phone"] as const) {
    score += points[field]?.[evidence[field]] ?? 0;
  }
  if (evidence.insuredNumber === "missing") score += 10;
  if (evidence.policyNumber === "same") score += 5;
  if (evidence.kana === "differs") score -= 15;
  score = Math.max(0, Math.min(100, score));
  return strikingDifferences(evidence).length > 0 ? Math.min(score, guardedScore) : score;
}

export const strikingFields = ["name", "birthDate", "sex"] as const;
export type StrikingField = (typeof strikingFields)[number];

/** What two people may not differ in unless somebody confirms, field by field, that they are one all the same. */
export function strikingDifferences(evidence: MatchEvidence): StrikingField[] {
  return strikingFields.filter((field) => evidence[field] === "differs");
}

const identicalIn = ["name", "kana", "birthDate", "address"] as const;

/** Equal in name, kana, birth date and address (two spellings of one key are equal), and striking in nothing. */
export function isIdentical(evidence: MatchEvidence): boolean {
  return (
    identicalIn.every((field) => evidence[field] === "same" || evidence[field] === "variant") &&
    strikingDifferences(evidence).length === 0
  );
}

type Side = { id: string; deceasedOn: string | null; insuredNumber: string | null; documentCount: number };

/**
 * Which of two people to keep, where nobody chose: the one whose death is known (the letter must not be addressed
 * to them), then the one with an insured number, with more documents, the earlier one.
 */
export function keptOf<T extends Side>(one: T, other: T): T {
  const rank = (side: Side) => [side.deceasedOn ? 1 : 0, side.insuredNumber ? 1 : 0, side.documentCount];
  const [a, b] = [rank(one), rank(other)];
  const at = a.findIndex((value, i) => value !== b[i]);
  if (at < 0) return one.id < other.id ? one : other;
  return (a[at] ?? 0) > (b[at] ?? 0) ? one : other;
}

export type MergeVerdict = { ok: true } | { ok: false; because: string; fields?: string };

/** May these two, as they stand now, be made one by a person's decision? */
export function mayMerge(asked: {
  oneIsMerged: boolean;
  keptApart: boolean;
  evidence: MatchEvidence;
  confirmed: readonly StrikingField[];
}): MergeVerdict {
  if (asked.oneIsMerged) return { ok: false, because: "merge.merged-already" };
  if (asked.keptApart) return { ok: false, because: "merge.kept-apart" };
  const open = strikingDifferences(asked.evidence).filter((field) => !asked.confirmed.includes(field));
  return open.length > 0 ? { ok: false, because: "merge.differs", fields: open.join(",") } : { ok: true };
}

/** A piece of one of two texts; `differs` where the other text has something else or nothing. */
export type TextPiece = { text: string; differs: boolean };

const mostComparedCharacters = 300;

/** Marks character by character what differs between two texts, by their longest common subsequence. */
export function markDifferences(one: string, other: string): [TextPiece[], TextPiece[]] {
  const a = [...one];
  const b = [...other];
  if (a.length > mostComparedCharacters || b.length > mostComparedCharacters) {
    const differs = one !== other;
    return [[{ text: one, differs }], [{ text: other, differs }]];
  }
  const common = commonLengths(a, b);
  const sides: [TextPiece[], TextPiece[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      append(sides[0], a[i++] ?? "", false);
      append(sides[1], b[j++] ?? "", false);
    } else if (j >= b.length || (i < a.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      append(sides[0], a[i++] ?? "", true);
    } else append(sides[1], b[j++] ?? "", true);
  }
  return sides;
}

function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (!row) continue;
      row[j] =
        a[i] === b[j] ? 1 + (table[i + 1]?.[j + 1] ?? 0) : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

function append(pieces: TextPiece[], text: string, differs: boolean): void {
  const last = pieces.at(-1);
  if (last && last.differs === differs) last.text += text;
  else pieces.push({ text, differs });
}

/** The roles in which others than the insured are named. */
export const partyRoles = ["policyholder", "beneficiary", "guardian", "proxy", "bereaved-family"] as const;
export type PartyRole = (typeof partyRoles)[number];

/** Whether a relation as masters write it says that the party is the insured person. */
export function isSelf(relation: string | null): boolean {
  return /^(?:本人|被保険者(?:本人)?|self|same|insured)$/i.test((relation ?? "").normalize("NFKC").trim());
}

/** Why somebody may be the party a claim names: same name key, same name and address, or the relation says so. */
export type PartyBecause = "self" | "name-and-address" | "name";

/** How a party named by a record compares with a person; null where nothing speaks for it. */
export function partyLikeness(
  party: { name: string; relation: string | null },
  person: { nameKey: string | null; isInsuredOfClaim: boolean; livesAtClaimAddress: boolean },
): PartyBecause | null {
  const sameName = person.nameKey !== null && nameKey(party.name) === person.nameKey;
  if (person.isInsuredOfClaim && sameName && isSelf(party.relation)) return "self";
  if (!sameName) return null;
  return person.livesAtClaimAddress ? "name-and-address" : "name";
}
