"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";

type BinWords = (bin: string | null) => string;

/** A bin of a chart as words: a day, a month of no known day, a year, or no known day at all. */
export function useBinWords(): BinWords {
  const t = useTranslations("scope");
  const format = useFormatter();
  return useCallback(
    (bin) => {
      if (bin === null) return t("day.unknown");
      const [year = "", month, day] = bin.split("-");
      const at = new Date(`${year}-${month ?? "01"}-${day ?? "01"}T12:00:00+09:00`);
      if (day) return format.dateTime(at, { year: "numeric", month: "short", day: "numeric" });
      if (month) return format.dateTime(at, { year: "numeric", month: "short" });
      return format.dateTime(at, { year: "numeric" });
    },
    [format, t],
  );
}
