"use client";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Loaded } from "../../../../../../loaded";
import { LintVerdict } from "../../../lint-verdict";
import type { CheckQuery } from "./use-words-check";

type WordsCheckProps = { check: CheckQuery; onLine: (line: number) => void };

/** What stands against the words, each with the way to its line. */
export function WordsCheck({ check, onLine }: WordsCheckProps) {
  const t = useTranslations("words");
  return (
    <Section title={t("check.title")} lead={t("check.lead")}>
      <Loaded query={check}>{(found) => <LintVerdict found={found} onLine={onLine} />}</Loaded>
    </Section>
  );
}
