"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { LineMark } from "@/components/numbered-textarea";
import type { LetterVariant, OpenedText, TextCheck } from "@/features/letters/schema";
import { useTRPC } from "../../../../../../trpc";

export type CheckQuery = {
  data: TextCheck | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
};

type Checked = { incidentId: string; opened: OpenedText; revision: number; variant?: LetterVariant };

/** What stands against the words as they were saved last; the answer before stays until the next is there. */
export function useWordsCheck({ incidentId, opened, revision, variant = "standard" }: Checked): CheckQuery {
  const trpc = useTRPC();
  return useQuery(
    trpc.letters.checkText.queryOptions(
      { incidentId, templateName: opened.name, templateVersion: opened.version, variant, revision },
      { placeholderData: keepPreviousData },
    ),
  );
}

/** The lines something is said about; what keeps words from being set stands out. */
export function marksOf({ problem, lint }: TextCheck): LineMark[] {
  const line = problem?.detail.line;
  return [
    ...(typeof line === "number" ? [{ line, tone: "danger" as const }] : []),
    ...(lint?.warnings ?? [])
      .filter(({ words }) => words !== "")
      .map((one) => ({ line: one.line, tone: "attention" as const })),
  ];
}
