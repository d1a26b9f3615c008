"use client";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import type { Classification } from "@/features/documents/rules";
import { useRuleWords } from "../use-rule-words";
import { type DocumentClass, useClassName } from "./use-class-name";

type BecomesProps = { classes: readonly DocumentClass[]; becomes: Classification; withRule?: boolean };

/** What a path is taken for: whose paper of what day, set aside, or left to a person and why. */
export function Becomes({ classes, becomes, withRule }: BecomesProps) {
  const t = useTranslations("documents");
  const words = useRuleWords();
  const className = useClassName(classes);
  if (becomes.outcome === "document") {
    return (
      <span className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 text-sm">
        <Badge tone="ok">{className(becomes.classCode)}</Badge>
        <span className="code">{becomes.claimNumber}</span>
        <span className="figures">{becomes.receivedOn ?? becomes.receivedMonth ?? t("becomes.no-date")}</span>
        {withRule ? <span className="text-ink-soft">{words(becomes.rule)}</span> : null}
      </span>
    );
  }
  if (becomes.outcome === "excluded") {
    return (
      <span className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <Badge tone="done">{t("outcome.excluded")}</Badge>
        <span className="text-ink-soft">{words(becomes.rule)}</span>
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 text-sm">
      <Badge tone="attention">{t("outcome.unresolved")}</Badge>
      <span className="text-ink-soft">
        {words(becomes.because)}
        {becomes.between
          ? t("becomes.between", { one: words(becomes.between[0]), other: words(becomes.between[1]) })
          : null}
      </span>
    </span>
  );
}
