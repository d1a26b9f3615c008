"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioGroup } from "@/components/radio-group";
import { suitsVariant } from "@/features/letters/rules";
import { letterVariants, type OpenedText } from "@/features/letters/schema";
import { LetterPreview } from "../../../letter-preview";
import type { CheckQuery } from "./use-words-check";

type WordsPreviewProps = { incidentId: string; opened: OpenedText; check: CheckQuery; revision: number };

/** The pages these words make, in the form one chooses, for the person one chooses. */
export function WordsPreview({ incidentId, opened, check, revision }: WordsPreviewProps) {
  const t = useTranslations("words");
  const [chosen, setChosen] = useState<(typeof letterVariants)[number] | null>(null);
  const { audience, language } = check.data?.head ?? { audience: null, language: null };
  if (!audience || !language) return null;
  const variants = letterVariants.filter((one) => suitsVariant(language, one));
  const variant = variants.find((one) => one === chosen) ?? variants[0] ?? "standard";
  return (
    <div className="grid min-w-0 gap-4 lg:sticky lg:top-4">
      {variants.length > 1 ? (
        <RadioGroup
          label={t("preview.as")}
          inline
          value={variant}
          onValueChange={setChosen}
          options={variants.map((one) => ({ value: one, label: t(`variant.${one}`) }))}
        />
      ) : null}
      <LetterPreview
        incidentId={incidentId}
        addressee={audience}
        variant={variant}
        templateName={opened.name}
        templateVersion={opened.version}
        revision={String(revision)}
      />
    </div>
  );
}
