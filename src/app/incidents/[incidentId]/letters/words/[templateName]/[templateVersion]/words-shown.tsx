"use client";
import { useTranslations } from "next-intl";
import { NumberedTextarea } from "@/components/numbered-textarea";
import type { OpenedText } from "@/features/letters/schema";
import { useWordsCheck } from "./use-words-check";
import { WordsPreview } from "./words-preview";

/** Words to be read, with their pages: ours, and own ones that were put forward. */
export function WordsShown({ incidentId, opened }: { incidentId: string; opened: OpenedText }) {
  const t = useTranslations("words");
  const revision = opened.own?.revision ?? 0;
  const check = useWordsCheck({ incidentId, opened, revision });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <NumberedTextarea label={t("desk.text")} value={opened.text} onValueChange={() => undefined} readOnly />
      <WordsPreview incidentId={incidentId} opened={opened} check={check} revision={revision} />
    </div>
  );
}
