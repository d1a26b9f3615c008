"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { TextKey } from "../text-key";

/** The rule or reason of a catalog row in words; a name we have no words for stays as it is. */
export function useRuleWords(): (rule: string) => string {
  const t = useTranslations("incidents");
  const errors = useTranslations("errors");
  return useCallback(
    (rule: string) => {
      if (t.has(`rule.${rule}` as TextKey)) return t(`rule.${rule}` as TextKey);
      const reason = rule as Parameters<typeof errors.has>[0];
      return errors.has(reason) ? errors(reason) : rule;
    },
    [t, errors],
  );
}
