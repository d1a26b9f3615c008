"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { HardPerson, PreviewAsked } from "@/features/letters/schema";

export type HardestPerson = { personId: string; name: string; why: string };

/** Each of the hardest people once, with all that makes their letter hard. */
export function useHardestPeople(): (hardest: readonly HardPerson[]) => HardestPerson[] {
  const t = useTranslations("incidents");
  return useCallback(
    (hardest) => {
      const people = new Map(hardest.map((one) => [one.personId, one]));
      return [...people.values()].map(({ personId, name }) => ({
        personId,
        name,
        why: [...new Set(hardest.filter((one) => one.personId === personId).map((one) => one.because))]
          .map((because) => t(`hard.${because}`))
          .join("・"),
      }));
    },
    [t],
  );
}

/** Where the letter of one person in these words is drawn; ids only. */
export function previewAddress(asked: PreviewAsked): string {
  const given = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/api/pdf/letter-preview?${new URLSearchParams(given)}`;
}
