import type { CaptureName } from "./path-rules/compile-pattern";
import { defaultPathRules } from "./path-rules/default-rules";
import { type DocumentClass, documentClasses } from "./path-rules/document-classes";
import { type CompiledPathRule, compilePathRules } from "./path-rules/path-rule";

/** The rules a new incident starts with, compiled. */
export const compiledDefaultRules: readonly CompiledPathRule[] = compilePathRules(defaultPathRules);

/** Why no rule decided. A `doubt` rule gives its own name instead. */
export type UnresolvedReason =
  | "no-rule"
  | "rule-conflict"
  | "path-too-long"
  | "impossible-date"
  | "class-word-disagrees";

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
  | { readonly outcome: "unresolved"; readonly because: UnresolvedReason | string };

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
  classes: readonly DocumentClass[] = documentClasses,
): Classification {
  if (tooLong.test(path)) return unresolved("path-too-long");
  const readings: Reading[] = [];
  let exclusion: string | null = null;
  for (const rule of rules) {
    const match = rule.expression.exec(path);
    if (!match) continue;
    if (rule.action === "doubt") return unresolved(rule.name);
    if (rule.action === "exclude") exclusion ??= rule.name;
    else readings.push(readingOf(rule, match));
  }
  if (readings.length === 0)
    return exclusion === null ? unresolved("no-rule") : { outcome: "excluded", rule: exclusion };
  return exclusion === null ? decision(readings, classes) : unresolved("rule-conflict");
}

function unresolved(because: UnresolvedReason | string): Classification {
  return { outcome: "unresolved", because };
}

type Reading = {
  rule: string;
  claimNumber: string;
  classCode: string;
  documentKey: string;
  receivedOn: string | null;
  receivedMonth: string | null;
  classWord: string | null;
};

function readingOf(rule: CompiledPathRule, match: RegExpExecArray): Reading {
  const captured = (name: CaptureName): string | null => {
    const place = rule.captures.indexOf(name);
    return place < 0 ? null : (match[place + 1] ?? null);
  };
  const claimNumber = captured("claimNumber") ?? "";
  const classCode = captured("classCode") ?? rule.classCode ?? "";
  const session = captured("session");
  const year = captured("year");
  const receivedMonth = year && `${year}-${(captured("month") ?? "").padStart(2, "0")}`;
  const day = captured("day");
  return {
    rule: rule.name,
    claimNumber,
    classCode,
    documentKey: `${claimNumber}${session ? `_S${session}` : ""}_${classCode}${captured("sheet") ?? ""}`,
    receivedMonth,
    receivedOn: receivedMonth && day && `${receivedMonth}-${day.padStart(2, "0")}`,
    classWord: captured("classWord"),
  };
}

function decision(readings: readonly Reading[], classes: readonly DocumentClass[]): Classification {
  const said = (name: keyof Reading) => [
    ...new Set(readings.flatMap((reading) => (reading[name] === null ? [] : [reading[name]]))),
  ];
  const names = ["claimNumber", "classCode", "documentKey", "receivedMonth", "receivedOn"] as const;
  if (names.some((name) => said(name).length > 1)) return unresolved("rule-conflict");
  const [rule, claimNumber, classCode, documentKey] = [
    said("rule")[0] ?? "",
    said("claimNumber")[0] ?? "",
    said("classCode")[0] ?? "",
    said("documentKey")[0] ?? "",
  ];
  const receivedMonth = said("receivedMonth")[0] ?? null;
  const receivedOn = said("receivedOn")[0] ?? null;
  if (receivedMonth !== null && !isDate(receivedOn ?? `${receivedMonth}-01`))
    return unresolved("impossible-date");
  const known = classes.find(({ code }) => code === classCode);
  if (said("classWord").some((word) => !known?.words.includes(word)))
    return unresolved("class-word-disagrees");
  return { outcome: "document", rule, claimNumber, classCode, documentKey, receivedOn, receivedMonth };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !text.startsWith("0000") && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
