import { Invalid } from "@/lib/errors";
import { type CompiledPattern, compilePattern } from "./compile-pattern";

/**
 * A named rule over full paths (see `compilePattern` for the pattern). `document`: the path is a claim's paper;
 * the pattern captures `claimNumber`, and `classCode` unless the rule names the class. `exclude`: knowingly set
 * aside. `doubt`: no rule may decide, a person must.
 */
export type PathRule = {
  readonly name: string;
  readonly pattern: string;
  readonly action: "document" | "exclude" | "doubt";
  readonly classCode?: string | undefined;
};

export type CompiledPathRule = PathRule & CompiledPattern;

const maxRules = 100;

/** What rows are called that no path rule decided, so that no rule's name can be mistaken for it. */
export const reservedNames = [
  "no-rule",
  "rule-conflict",
  "path-too-long",
  "impossible-date",
  "class-word-disagrees",
  "class-unknown",
  "document-index",
  "index-disagrees",
  "not-in-index",
  "path-ambiguous",
] as const;

/**
 * Compiles rules. Throws Invalid `path-rule.too-many` { maxRules }, `path-rule.name-twice` { rule },
 * `path-rule.name-wrong` { rule } (small letters, digits, hyphens),
 * `path-rule.name-reserved` { rule }, `path-rule.capture-missing` { rule, capture },
 * `path-rule.year-twice` { rule }
 * and `path-rule.pattern-wrong` { rule, at, problem }.
 */
export function compilePathRules(rules: readonly PathRule[]): CompiledPathRule[] {
  if (rules.length > maxRules) throw new Invalid("path-rule.too-many", { maxRules });
  const names = new Set<string>();
  return rules.map((rule) => {
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(rule.name))
      throw new Invalid("path-rule.name-wrong", { rule: rule.name });
    if (names.has(rule.name)) throw new Invalid("path-rule.name-twice", { rule: rule.name });
    names.add(rule.name);
    if (reservedNames.some((name) => name === rule.name))
      throw new Invalid("path-rule.name-reserved", { rule: rule.name });
    const compiled = { ...rule, ...compilePattern(rule.name, rule.pattern) };
    if (rule.action === "document") requireCaptures(compiled);
    return compiled;
  });
}

function requireCaptures({ name: rule, captures, classCode }: CompiledPathRule): void {
  const missing = (capture: string) => new Invalid("path-rule.capture-missing", { rule, capture });
  if (!captures.includes("claimNumber")) throw missing("claimNumber");
  if (!captures.includes("classCode") && classCode === undefined) throw missing("classCode");
  const hasYear = captures.includes("year") || captures.includes("era");
  if (captures.includes("era") && captures.includes("year"))
    throw new Invalid("path-rule.year-twice", { rule });
  if (captures.includes("era") && !captures.includes("eraYear")) throw missing("eraYear");
  if (captures.includes("eraYear") && !captures.includes("era")) throw missing("era");
  if (captures.includes("month") && !hasYear) throw missing("year");
  if (hasYear && !captures.includes("month")) throw missing("month");
  if (captures.includes("day") && !captures.includes("month")) throw missing("month");
}
