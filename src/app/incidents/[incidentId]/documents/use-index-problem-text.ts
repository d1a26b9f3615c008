"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { indexFields } from "@/features/documents/rules";
import type { ErrorDetail } from "@/lib/errors";
import { useErrorText } from "../../../error-text";

/** A problem of a list of papers as a sentence, with its line and with the fields called by their names. */
export function useIndexProblemText(): (problem: { reason: string; detail: ErrorDetail }) => string {
  const t = useTranslations("documents");
  const inIncidents = useTranslations("incidents");
  const errorText = useErrorText();
  return useCallback(
    ({ reason, detail }: { reason: string; detail: ErrorDetail }) => {
      const field = indexFields.find((known) => known === detail.field);
      const named = field ? { ...detail, field: t(`field.${field}`) } : detail;
      const sentence = errorText({ kind: "invalid", reason, detail: named });
      return typeof detail.line === "number" && !sentence.includes(String(detail.line))
        ? inIncidents("mapping.at-line", { line: String(detail.line), sentence })
        : sentence;
    },
    [t, inIncidents, errorText],
  );
}
