import { type Classification, type ClassOfPaper, classifyPath } from "../rules";
import { type CompiledPattern, matchPattern } from "./compile-pattern";
import type { CompiledPathRule, PathRule } from "./path-rule";

/** A path of the incident and what it becomes. */
export type TrialSample = { path: string; becomes: Classification };
export type Tally = { rows: number; samples: TrialSample[] };

/** What rows are under one set of rules and would be under another: a class's code, a rule or a reason. */
export type Effect = { outcome: Classification["outcome"]; name: string };
export type EffectTally = Tally & {
  from: Effect;
  to: Effect;
  /** `outcome`: another outcome or class; `paper`: another paper of the class; `date`: another day of receipt. */
  what: "outcome" | "paper" | "date";
};

/** rows = documents + excluded + unresolved; each row is counted at one rule or one reason. */
export type Trial = {
  rows: number;
  documents: number;
  excluded: number;
  unresolved: number;
  /** Every rule in its order, also those nothing matched. */
  byRule: (Tally & { rule: string; action: PathRule["action"] })[];
  /** Rows no rule decided, most first. */
  byReason: (Tally & { because: string })[];
  conflicts: (Tally & { between: readonly [string, string] })[];
  /** Against the rules in force, most first; null where there is nothing to compare with. */
  effects: EffectTally[] | null;
};

const samplesKept = 5;

/** Counts what paths become under these rules, and what becomes of them that was something else under `before`. */
export function startTrial(
  rules: readonly CompiledPathRule[],
  classes: readonly ClassOfPaper[],
  before?: readonly CompiledPathRule[],
) {
  const byRule = new Map<string, Tally>(rules.map(({ name }) => [name, empty()]));
  const byReason = new Map<string, Tally>();
  const conflicts = new Map<string, Tally & { between: readonly [string, string] }>();
  const effects = new Map<string, EffectTally>();
  const were = before?.map((rule) => rules.find((other) => isSame(rule, other)) ?? rule);
  const match = matchOnceAPath();
  const sums = { rows: 0, documents: 0, excluded: 0, unresolved: 0 };
  const add = (path: string): void => {
    const becomes = classifyPath(path, rules, classes, match);
    const sample = { path, becomes };
    sums.rows += 1;
    sums[becomes.outcome === "document" ? "documents" : becomes.outcome] += 1;
    const name = becomes.outcome === "unresolved" ? becomes.because : becomes.rule;
    count(byRule.get(name) ?? entry(byReason, name, empty), sample);
    if (becomes.outcome === "unresolved" && becomes.between) {
      const { between } = becomes;
      count(
        entry(conflicts, between.join(" "), () => ({ between, ...empty() })),
        sample,
      );
    }
    if (were) compare(effects, sample, classifyPath(path, were, classes, match));
  };
  const result = (): Trial => ({
    ...sums,
    byRule: rules.map(({ name, action }) => ({ rule: name, action, ...(byRule.get(name) ?? empty()) })),
    byReason: mostFirst([...byReason].map(([because, tally]) => ({ because, ...tally }))),
    conflicts: mostFirst([...conflicts.values()]),
    effects: before ? mostFirst([...effects.values()]) : null,
  });
  return { add, result };
}

function isSame(one: PathRule, other: PathRule): boolean {
  const { name, action, pattern, classCode } = one;
  return (
    name === other.name &&
    action === other.action &&
    pattern === other.pattern &&
    classCode === other.classCode
  );
}

/** Most rules stand in both versions; what each says of a path is worked out once. */
function matchOnceAPath(): typeof matchPattern {
  const known = new Map<CompiledPattern, RegExpExecArray | null>();
  let knownPath: string | null = null;
  return (pattern, path) => {
    if (path !== knownPath) known.clear();
    knownPath = path;
    const before = known.get(pattern);
    if (before !== undefined) return before;
    const found = matchPattern(pattern, path);
    known.set(pattern, found);
    return found;
  };
}

function empty(): Tally {
  return { rows: 0, samples: [] };
}

function entry<T>(tallies: Map<string, T>, key: string, make: () => T): T {
  const known = tallies.get(key);
  if (known) return known;
  const made = make();
  tallies.set(key, made);
  return made;
}

function count(tally: Tally, sample: TrialSample): void {
  tally.rows += 1;
  if (tally.samples.length < samplesKept) tally.samples.push(sample);
}

function mostFirst<T extends Tally>(tallies: T[]): T[] {
  return tallies.sort((one, other) => other.rows - one.rows);
}

function compare(effects: Map<string, EffectTally>, after: TrialSample, was: Classification): void {
  const what = difference(was, after.becomes);
  if (!what) return;
  const [from, to] = [effectOf(was), effectOf(after.becomes)];
  const key = [what, from.outcome, from.name, to.outcome, to.name].join(" ");
  count(
    entry(effects, key, () => ({ from, to, what, ...empty() })),
    after,
  );
}

function effectOf(one: Classification): Effect {
  const name =
    one.outcome === "document" ? one.classCode : one.outcome === "excluded" ? one.rule : one.because;
  return { outcome: one.outcome, name };
}

/** Which rule set a row aside, or found the same paper of the same day, makes no difference. */
function difference(was: Classification, is: Classification): EffectTally["what"] | null {
  if (was.outcome !== is.outcome) return "outcome";
  if (was.outcome === "unresolved" && is.outcome === "unresolved")
    return was.because === is.because ? null : "outcome";
  if (was.outcome !== "document" || is.outcome !== "document") return null;
  if (was.classCode !== is.classCode) return "outcome";
  if (was.documentKey !== is.documentKey || was.claimNumber !== is.claimNumber) return "paper";
  return was.receivedOn === is.receivedOn && was.receivedMonth === is.receivedMonth ? null : "date";
}
