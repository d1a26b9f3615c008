"use client";
import { useLocale } from "next-intl";
import { useCallback } from "react";
import type { Outputs } from "../../outputs";

export type DocumentClass = Outputs["documents"]["classes"][number];

/** A class's name in the reader's language, by its code; the code where no class has it. */
export function useClassName(classes: readonly DocumentClass[]): (code: string) => string {
  const locale = useLocale();
  return useCallback(
    (code: string) => {
      const known = classes.find((one) => one.code === code);
      return known ? (locale === "ja" ? known.nameJa : known.nameEn) : code;
    },
    [classes, locale],
  );
}
