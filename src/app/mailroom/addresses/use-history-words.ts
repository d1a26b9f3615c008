"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type {
  AddressHistoryEntry,
  AddressSource,
  AddressTaskState,
  ReturnReason,
} from "@/features/print-runs/returned/schema";

/** An entry of a person's history as a few words. */
export function useHistoryWords(): (entry: AddressHistoryEntry) => string {
  const t = useTranslations("returned");
  return useCallback(
    ({ kind, what }: AddressHistoryEntry) => {
      switch (kind) {
        case "letter":
          return t("history.letter", { generation: Number(what) });
        case "returned":
          return t("history.returned", { reason: t(`reason.${what as ReturnReason}`) });
        case "proposed":
          return t("history.proposed", { source: t(`source.${what as AddressSource}`) });
        case "decided":
          return t("history.decided", { state: t(`task-state.${what as AddressTaskState}`) });
        case "substitute":
          return t("history.substitute", {
            because: t(`substitute.because.${what as "returned-twice" | "decided"}`),
          });
      }
    },
    [t],
  );
}
