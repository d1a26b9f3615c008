"use client";
import { useState } from "react";
import { compilePathRules, type PathRule } from "@/features/documents/rules";
import { OwabiError } from "@/lib/errors";
import { useTRPCClient } from "../../../trpc";
import { useChanged } from "../../use-changed";
import type { RuleSets } from "./rules-panel";

export type Draft = NonNullable<RuleSets["draft"]>;
/** `key` stays with a rule while it is edited and moved. */
export type EditedRule = PathRule & { key: number };
/** A fault of one rule: what is wrong and, in its pattern, at which character (from 1). */
export type RuleFault = { reason: string; detail: OwabiError["detail"]; at: number | null };

/**
 * The draft as it is being edited: begins with what is saved, and goes along with what others save as long as
 * nothing was changed here.
 */
export function useDraft(incidentId: string, draft: Draft) {
  const client = useTRPCClient();
  const changed = useChanged();
  const [saved, setSaved] = useState(draft);
  const [rules, setRules] = useState(() => keyed(draft.rules));
  const [note, setNote] = useState(draft.note);
  const said = (list: readonly PathRule[]) =>
    JSON.stringify(
      list.map(({ name, action, pattern, classCode }) => [name, action, pattern, classCode ?? ""]),
    );
  const isChanged = said(rules) !== said(saved.rules) || note !== saved.note;
  const isOvertaken = draft.revision !== saved.revision;
  if (isOvertaken && !isChanged) {
    setSaved(draft);
    setRules(keyed(draft.rules));
    setNote(draft.note);
  }
  /** Saves where there is something to save; the revision that stands then. */
  const save = async (): Promise<string> => {
    if (!isChanged) return saved.revision;
    const change = { rules: rules.map(plain), note, revision: saved.revision };
    const { revision } = await client.documents.draftRules.mutate({ incidentId, change });
    setSaved({ ...saved, rules: rules.map(plain), note, revision });
    await changed();
    return revision;
  };
  return {
    ...{ rules, note, setNote, isChanged, isOvertaken, save },
    edit: (key: number, change: Partial<PathRule>) =>
      setRules(rules.map((rule) => (rule.key === key ? { ...rule, ...change } : rule))),
    remove: (key: number) => setRules(rules.filter((rule) => rule.key !== key)),
    move: (key: number, by: -1 | 1) => setRules(moved(rules, key, by)),
    add: () => setRules([...rules, newRule(rules)]),
  };
}

function keyed(rules: readonly PathRule[]): EditedRule[] {
  return rules.map((rule, key) => ({ ...rule, key }));
}

function plain({ key: _, classCode, ...rule }: EditedRule): PathRule {
  return classCode && rule.action === "document" ? { ...rule, classCode } : rule;
}

function moved(rules: EditedRule[], key: number, by: -1 | 1): EditedRule[] {
  const from = rules.findIndex((rule) => rule.key === key);
  const to = from + by;
  if (to < 0 || to >= rules.length) return rules;
  const rest = rules.filter((rule) => rule.key !== key);
  return [...rest.slice(0, to), ...rules.filter((rule) => rule.key === key), ...rest.slice(to)];
}

function newRule(rules: readonly EditedRule[]): EditedRule {
  const names = new Set(rules.map(({ name }) => name));
  let number = 1;
  while (names.has(`rule-${number}`)) number += 1;
  const key = Math.max(-1, ...rules.map((rule) => rule.key)) + 1;
  return { key, name: `rule-${number}`, action: "document", pattern: "" };
}

/** What the server would say of each rule, by its key; and the rules compiled where nothing is wrong. */
export function checkRules(rules: readonly EditedRule[]) {
  const faults = new Map<number, RuleFault>();
  const seen = new Set<string>();
  for (const rule of rules) {
    const fault = seen.has(rule.name)
      ? { reason: "path-rule.name-twice", detail: { rule: rule.name }, at: null }
      : faultOf(rule);
    if (fault) faults.set(rule.key, fault);
    seen.add(rule.name);
  }
  return { faults, compiled: faults.size === 0 ? compilePathRules(rules.map(plain)) : null };
}

function faultOf(rule: EditedRule): RuleFault | null {
  try {
    compilePathRules([plain(rule)]);
    return null;
  } catch (error) {
    if (!(error instanceof OwabiError)) throw error;
    const { reason, detail } = error;
    return { reason, detail, at: typeof detail.at === "number" ? detail.at : null };
  }
}
