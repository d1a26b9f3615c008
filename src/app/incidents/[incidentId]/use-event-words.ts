"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { EventRow } from "@/features/reports/schema";
import type { TextKey } from "../text-key";

/** An event as a sentence. A kind of event without words of its own is named by its code. */
export function useEventWords(): (event: EventRow) => string {
  const t = useTranslations("incidents");
  return useCallback(
    ({ action, detail }: EventRow) => {
      if (!t.has(`event.${action}` as TextKey)) return t("events.unnamed", { action });
      const text = t(`event.${action}` as TextKey, detail as Parameters<typeof t>[1]);
      // next-intl answers with the key itself where a value is missing.
      return text.endsWith(`event.${action}`) ? t("events.unnamed", { action }) : text;
    },
    [t],
  );
}
