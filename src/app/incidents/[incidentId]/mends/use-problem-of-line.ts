"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useRuleWords } from "../use-rule-words";

type LineProblem = { reason: string | null; column: string | null; codePoint: string | null };

/** Why a line cannot be read, where in it, and which character is the matter, as one sentence; "" where nothing is. */
export function useProblemOfLine(): (problem: LineProblem) => string {
  const t = useTranslations("mends");
  const words = useRuleWords();
  return useCallback(
    ({ reason, column, codePoint }: LineProblem) => {
      const parts = [
        reason ? words(reason) : "",
        column ? t("at-column", { column }) : "",
        codePoint ? t("character", { codePoint }) : "",
      ];
      return parts.filter((part) => part !== "").join(" ");
    },
    [t, words],
  );
}
