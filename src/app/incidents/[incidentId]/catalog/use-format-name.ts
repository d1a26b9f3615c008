"use client";
import { useTranslations } from "next-intl";
import { catalogFormatNames } from "@/features/catalog/schema";

/** Says a catalog's format in the reader's words; of one that is not known (yet), just that. */
export function useFormatName(): (format: string | null, hasFailed?: boolean) => string {
  const t = useTranslations("incidents");
  return (format, hasFailed = false) => {
    const known = catalogFormatNames.find((name) => name === format);
    if (known) return t(`format.${known}`);
    return t(hasFailed ? "format.unclear" : "format.unknown");
  };
}
