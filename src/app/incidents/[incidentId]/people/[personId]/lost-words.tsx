"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { lostClause } from "@/features/letters/rules";
import { Loaded } from "../../../../loaded";
import { useTRPC } from "../../../../trpc";
import type { Outputs } from "../../../outputs";

type LostWordsProps = { incidentId: string; documents: Outputs["people"]["get"]["documents"] };

/** The very sentences of the letter, which the agent reads out and the regulator is told: made by the same rule. */
export function LostWords({ incidentId, documents }: LostWordsProps) {
  const trpc = useTRPC();
  const t = useTranslations("matching");
  const classes = useQuery(trpc.documents.classes.queryOptions({ incidentId }));
  if (documents.length === 0) return null;
  const papers = documents.map(({ classCode, certainty, roles }) => ({ class: classCode, certainty, roles }));
  return (
    <Section title={t("person.words")} lead={t("person.words-lead")}>
      <Loaded query={classes}>
        {(known) => (
          <div className="grid gap-4 lg:grid-cols-2">
            {(["ja", "en"] as const).map((language) => (
              <ul
                key={language}
                lang={language}
                className="rounded-lg border border-line bg-surface px-4 py-3 leading-relaxed"
              >
                {lostClause(papers, known, language).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            ))}
          </div>
        )}
      </Loaded>
      <p className="mt-2 text-sm text-ink-soft">{t("person.words-script")}</p>
    </Section>
  );
}
