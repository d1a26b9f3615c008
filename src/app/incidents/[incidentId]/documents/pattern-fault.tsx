"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "../../../error-text";
import type { RuleFault } from "./use-draft";

const around = 24;

/** What is wrong with a rule in a sentence, and the very character of its pattern. */
export function PatternFault({ fault, pattern }: { fault: RuleFault; pattern: string }) {
  const t = useTranslations("documents");
  const errorText = useErrorText();
  const { reason, detail, at } = fault;
  const problem = String(detail.problem ?? "") as "too-long";
  if (pattern === "") return t("rule.no-pattern");
  return (
    <>
      {at !== null && t.has(`problem.${problem}`)
        ? t(`problem.${problem}`)
        : errorText({ kind: "invalid", reason, detail })}
      {at === null ? null : (
        <span className="code block text-ink">
          {at > around + 1 ? "…" : ""}
          {pattern.slice(Math.max(0, at - 1 - around), at - 1)}
          <mark className="rounded-sm bg-danger px-0.5 font-bold text-surface">
            {pattern.charAt(at - 1) || "␣"}
          </mark>
          {pattern.slice(at, at + around)}
          {pattern.length > at + around ? "…" : ""}
        </span>
      )}
    </>
  );
}
