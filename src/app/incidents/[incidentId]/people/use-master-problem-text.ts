"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type MasterField, masterFields } from "@/features/people/rules";
import type { ErrorDetail } from "@/lib/errors";
import { useErrorText } from "../../../error-text";

/** A problem of a master file as a sentence, with the fields called by their names. */
export function useMasterProblemText(): (problem: { reason: string; detail: ErrorDetail }) => string {
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  return useCallback(
    ({ reason, detail }: { reason: string; detail: ErrorDetail }) => {
      const field = masterFields.find((known) => known === detail.field);
      const named = field ? { ...detail, field: t(`field.${field satisfies MasterField}`) } : detail;
      const sentence = errorText({ kind: "invalid", reason, detail: named });
      return typeof detail.line === "number" && !sentence.includes(String(detail.line))
        ? t("mapping.at-line", { line: String(detail.line), sentence })
        : sentence;
    },
    [t, errorText],
  );
}
