"use client";
import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { Figure } from "@/components/figure";
import type { Outputs } from "../../../outputs";

type LostElementsProps = { elements: Outputs["people"]["get"]["elements"]; documents: number };

/** The union of what this person's papers tell, special care marked. */
export function LostElements({ elements, documents }: LostElementsProps) {
  const t = useTranslations("incidents");
  const locale = useLocale();
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-3">
      <p className="text-sm text-ink-soft">{t("person.what-was-lost")}</p>
      <Figure value={documents} unit={t("unit.documents")} size="lg" />
      <ul className="mt-2 grid gap-1">
        {elements.map((element) => (
          <li key={element.code} className="flex flex-wrap items-baseline gap-2">
            <span>{locale === "ja" ? element.ja : element.en}</span>
            {element.specialCare ? <Badge tone="attention">{t("person.special-care")}</Badge> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
