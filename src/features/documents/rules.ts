import { Invalid } from "@/lib/errors";
import { type CaptureName, matchPattern } from "./path-rules/compile-pattern";
import { defaultPathRules } from "./path-rules/default-rules";
import { type DataElement, documentClasses } from "./path-rules/document-classes";
import { type CompiledPathRule, compilePathRules } from "./path-rules/path-rule";
import { type ReceivedDate, receivedDate } from "./path-rules/received-date";

/** The rules a new incident starts with, compiled. */
export const compiledDefaultRules: readonly CompiledPathRule[] = compilePathRules(defaultPathRules);

/** Why no rule decided. A `doubt` rule gives its own name instead. */
export type UnresolvedReason =
  | "no-rule"
  | "rule-conflict"
  | "path-too-long"
  | "impossible-date"
  | "class-word-disagrees"
  | "class-unknown";

/** Of a class, what classifying needs. `words` are how folder and file names call it. */
export type ClassOfPaper = { readonly code: string; readonly words: readonly string[] };

/**
 * What a path is. `documentKey` names the paper itself: its copies and rescans share it. `receivedOn` is
 * `YYYY-MM-DD`, `receivedMonth` `YYYY-MM`; a path may tell the month only, or neither.
 */
export type Classification =
  | {
      readonly outcome: "document";
      readonly rule: string;
      readonly claimNumber: string;
      readonly classCode: string;
      readonly documentKey: string;
      readonly receivedOn: string | null;
      readonly receivedMonth: string | null;
    }
  | { readonly outcome: "excluded"; readonly rule: string }
  | {
      readonly outcome: "unresolved";
      readonly because: UnresolvedReason | string;
      /** Where rules conflict: the first two that differ. */
      readonly between?: readonly [string, string];
    };

export const maxPathChars = 4096;
export const maxSegmentChars = 255;

const tooLong = new RegExp(`^[^]{${maxPathChars + 1}}|[^/]{${maxSegmentChars + 1}}`, "u");

/**
 * Classifies one full path. Several rules may match: agreeing document rules are one decision (the first names
 * it, the others may add a date); a document rule beside an exclusion, or two that differ, are `rule-conflict`.
 */
export function classifyPath(
  path: string,
  rules: readonly CompiledPathRule[] = compiledDefaultRules,
  classes: readonly ClassOfPaper[] = documentClasses,
  match: typeof matchPattern = matchPattern,
): Classification {
  if (path.length > maxSegmentChars && tooLong.test(path)) return unresolved("path-too-long");
  const readings: Reading[] = [];
  let exclusion: string | null = null;
  for (const rule of rules) {
    const found = match(rule, path);
    if (!found) continue;
    if (rule.action === "doubt") return unresolved(rule.name);
    if (rule.action === "exclude") exclusion ??= rule.name;
    else readings.push(readingOf(rule, found));
  }
  if (readings.length === 0)
    return exclusion === null ? unresolved("no-rule") : { outcome: "excluded", rule: exclusion };
  return exclusion === null
    ? decision(readings, classes)
    : { ...unresolved("rule-conflict"), between: [readings[0]?.rule ?? "", exclusion] };
}

function unresolved(because: UnresolvedReason | string) {
  return { outcome: "unresolved", because } as const;
}

type Reading = {
  rule: string;
  claimNumber: string;
  classCode: string;
  documentKey: string;
  received: ReceivedDate;
  classWord: string | null;
};

function readingOf(rule: CompiledPathRule, match: RegExpExecArray): Reading {
  const captured = (name: CaptureName): string | null => {
    const place = rule.captures.indexOf(name);
    return place < 0 ? null : (match[place + 1] ?? null);
  };
  const claimNumber = captured("claimNumber") ?? "";
  const classCode = captured("classCode") ?? rule.classCode ?? "";
  return {
    rule: rule.name,
    claimNumber,
    classCode,
    documentKey: documentKey({
      claimNumber,
      classCode,
      session: captured("session"),
      sheet: captured("sheet"),
    }),
    received: receivedDate(captured),
    classWord: captured("classWord"),
  };
}

type NamedPaper = { claimNumber: string; classCode: string; session: string | null; sheet: string | null };

/** The name of a paper: its claim, session, class and sheet. Two files of the same name are one paper. */
export function documentKey({ claimNumber, classCode, session, sheet }: NamedPaper): string {
  return `${claimNumber}${session ? `_S${session}` : ""}_${classCode}${sheet ?? ""}`;
}

function decision(readings: readonly Reading[], classes: readonly ClassOfPaper[]): Classification {
  const [first, ...others] = readings as [Reading, ...Reading[]];
  let { month, day } = first.received;
  for (const other of others) {
    const isSame = other.documentKey === first.documentKey && other.claimNumber === first.claimNumber;
    const agrees = (one: string | null, two: string | null) => one === null || two === null || one === two;
    if (!isSame || other.classCode !== first.classCode) return conflict(first, other);
    if (!agrees(month, other.received.month) || !agrees(day, other.received.day)) {
      return conflict(readings.find(({ received }) => received.month !== null) ?? first, other);
    }
    month ??= other.received.month;
    day ??= other.received.day;
  }
  if (readings.some(({ received }) => !received.isPossible)) return unresolved("impossible-date");
  const known = classes.find(({ code }) => code === first.classCode);
  if (!known) return unresolved("class-unknown");
  if (readings.some(({ classWord }) => classWord !== null && !known.words.includes(classWord)))
    return unresolved("class-word-disagrees");
  const { rule, claimNumber, classCode, documentKey } = first;
  return {
    outcome: "document",
    rule,
    claimNumber,
    classCode,
    documentKey,
    receivedOn: day,
    receivedMonth: month,
  };
}

function conflict(one: Reading, other: Reading): Classification {
  return { ...unresolved("rule-conflict"), between: [one.rule, other.rule] };
}

/** What an organisation's own list says of a file. `documentKey`: null where it does not say which paper it is. */
export type IndexFacts = {
  readonly claimNumber: string;
  readonly classCode: string;
  readonly receivedOn: string | null;
  readonly documentKey: string | null;
};

/** `ambiguous`: the list names files only, and several have this name. No facts: it does not list the file. */
export type IndexAnswer = { readonly facts: readonly IndexFacts[]; readonly ambiguous: boolean };

/** `complete`: the list speaks where the rules decide nothing. `replace`: it alone decides. */
export type IndexMode = "complete" | "replace";

/**
 * What a path is where an organisation's own list of papers is in force. `fileKey` names the file itself, for a
 * paper the list gives no number. Where rules and list both speak and differ, or the list contradicts itself, a
 * person must look: `index-disagrees`.
 */
export function decideWithIndex(
  byRules: Classification,
  said: IndexAnswer,
  mode: IndexMode,
  fileKey: string,
  classes: readonly ClassOfPaper[],
): Classification {
  const rulesDecide = mode === "complete" && byRules.outcome !== "unresolved";
  if (said.ambiguous) return rulesDecide ? byRules : unresolved("path-ambiguous");
  const [facts, ...others] = said.facts;
  if (!facts) return mode === "complete" ? byRules : unresolved("not-in-index");
  if (others.length > 0) return unresolved("index-disagrees");
  if (!rulesDecide) {
    const known = classes.some(({ code }) => code === facts.classCode);
    return known ? paperOfIndex(facts, fileKey) : unresolved("class-unknown");
  }
  return byRules.outcome === "document" && agree(byRules, facts) ? byRules : unresolved("index-disagrees");
}

function paperOfIndex(facts: IndexFacts, fileKey: string): Classification {
  const { claimNumber, classCode, receivedOn } = facts;
  return {
    outcome: "document",
    rule: "document-index",
    claimNumber,
    classCode,
    documentKey: facts.documentKey ?? `${claimNumber}_${classCode}_F${fileKey}`,
    receivedOn: receivedOn?.length === 10 ? receivedOn : null,
    receivedMonth: receivedOn?.slice(0, 7) ?? null,
  };
}

type Paper = Extract<Classification, { outcome: "document" }>;

/** Numbers of papers are the list's own and cannot be compared; sessions and sheets can. */
function agree(paper: Paper, facts: IndexFacts): boolean {
  const { claimNumber, classCode, documentKey, receivedOn } = facts;
  const comparable = documentKey !== null && !documentKey.startsWith(`${claimNumber}_${classCode}_N`);
  const [byPath, listed] = [paper.receivedOn ?? paper.receivedMonth ?? "", receivedOn ?? ""];
  // One of them may tell the month only.
  const known = Math.min(byPath.length, listed.length);
  return (
    paper.claimNumber === claimNumber &&
    paper.classCode === classCode &&
    (!comparable || paper.documentKey === documentKey) &&
    byPath.slice(0, known) === listed.slice(0, known)
  );
}

/** What a class says: its names, its words in paths, and what such a paper tells of whom. */
export type ClassContent = {
  nameJa: string;
  nameEn: string;
  words: string[];
  elements: DataElement[];
};

type SaidClass = Omit<ClassContent, "elements"> & {
  elements: readonly (Omit<DataElement, "specialCare" | "of"> & { of?: DataElement["of"] | undefined })[];
};

/**
 * A class's content as it is kept: special care follows from the sensitivity, words stand once. Throws Invalid
 * `document-class.element-twice` { element } where one person's item is named twice.
 */
export function classContent({ nameJa, nameEn, words, elements }: SaidClass): ClassContent {
  const seen = new Set<string>();
  for (const { code, of } of elements) {
    const key = `${code} ${of ?? "insured"}`;
    if (seen.has(key)) throw new Invalid("document-class.element-twice", { element: code });
    seen.add(key);
  }
  return {
    nameJa,
    nameEn,
    words: [...new Set(words)],
    elements: elements.map(({ code, ja, en, sensitivity, of }) => ({
      ...{ code, ja, en, sensitivity, specialCare: sensitivity === "special-care" },
      ...(of && of !== "insured" ? { of } : {}),
    })),
  };
}

/** Names of what differs between two contents of a class; elements by their code. */
export function changedClassFields(before: ClassContentKept, after: ClassContent): string[] {
  const fields = (["nameJa", "nameEn", "words"] as const).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const said = (elements: readonly object[]) =>
    new Map(elements.map((one) => [elementKey(one as DataElement), stable(one as DataElement)]));
  const [was, is] = [said(before.elements), said(after.elements)];
  const keys = new Set([...was.keys(), ...is.keys()]);
  const changed = [...keys].filter((key) => was.get(key) !== is.get(key)).map((key) => `elements.${key}`);
  const reordered = changed.length === 0 && [...was.keys()].join() !== [...is.keys()].join();
  return [...fields, ...changed, ...(reordered ? ["elements"] : [])];
}

type ClassContentKept = Omit<ClassContent, "elements"> & { elements: readonly object[] };

function elementKey({ code, of }: DataElement): string {
  return of ? `${code}-of-${of}` : code;
}

function stable({ code, ja, en, sensitivity, of }: DataElement): string {
  return JSON.stringify([code, ja, en, sensitivity, of ?? null]);
}

// What a screen greys out and explains with: the very rules the server enforces.
export {
  checkIndexMapping,
  type IndexField,
  type IndexMapping,
  type IndexMappingProblem,
  indexFields,
  requiredIndexFields,
} from "./index-reader/index-fields";
export { captureNames } from "./path-rules/compile-pattern";
export { compilePathRules, type PathRule } from "./path-rules/path-rule";
