"use client";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { Section } from "@/components/section";
import { mediumTones } from "./medium-tones";

const words = ["absent", "missing", "lost", "found"] as const;

/** What the four words mean, since mixing them up changes who is told. */
export function StatesLegend() {
  const t = useTranslations("incidents");
  return (
    <Section title={t("media.legend.title")}>
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
        {words.map((word) => (
          <div key={word}>
            <dt className="font-bold">
              {word === "absent" ? (
                <span>{t("finding.absent")}</span>
              ) : (
                <Badge tone={mediumTones[word]}>{t(`medium-state.${word}`)}</Badge>
              )}
            </dt>
            <dd className="mt-0.5 text-sm text-ink-soft">{t(`media.legend.${word}`)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
