import { type CaptureName, matchPattern } from "./path-rules/compile-pattern";
import { defaultPathRules } from "./path-rules/default-rules";
import { documentClasses } from "./path-rules/document-classes";
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
): Classification {
  if (path.length > maxSegmentChars && tooLong.test(path)) return unresolved("path-too-long");
  const readings: Reading[] = [];
  let exclusion: string | null = null;
  for (const rule of rules) {
    const match = matchPattern(rule, path);
    if (!match) continue;
    if (rule.action === "doubt") return unresolved(rule.name);
    if (rule.action === "exclude") exclusion ??= rule.name;
    else readings.push(readingOf(rule, match));
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
