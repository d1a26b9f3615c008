"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Stat, StatRow } from "@/components/stat";
import { agentHours, type PostageChoice, postageFor } from "@/features/scope/rules";
import type { WhatIf } from "@/features/scope/schema";
import { useDifference } from "./use-difference";

export type Assumptions = PostageChoice & { readonly minutes: number };

type ScopeFiguresProps = {
  incidentId: string;
  answer: WhatIf;
  assumptions: Assumptions;
  /** Nothing is switched: the figures are of people and rows that can be opened. */
  isPresent: boolean;
};

const smallFigures = ["documents", "minors", "bereaved", "withoutAddress", "withheld"] as const;

/** The figures people look at first, each with its difference to the present scope. */
export function ScopeFigures({ incidentId, answer, assumptions, isPresent }: ScopeFiguresProps) {
  const t = useTranslations("scope");
  const format = useFormatter();
  const { now, asked, added, removed } = answer;
  const note = useDifferenceNote(isPresent);
  const [yenNow, yen] = [now, asked].map(({ letters }) => postageFor(letters, assumptions).yen);
  const [hoursNow, hours] = [now, asked].map(({ people }) => agentHours(people, assumptions.minutes));
  const opens = (page: string) => (isPresent ? `/incidents/${incidentId}/${page}` : undefined);
  return (
    <>
      <StatRow>
        <Stat
          label={t("figure.people")}
          value={asked.people}
          unit={t("unit.people")}
          size="lg"
          href={opens("people")}
          note={isPresent ? t("figure.as-now") : t("figure.come-and-go", { added, removed })}
        />
        <Stat
          label={t("figure.special-care")}
          value={asked.specialCare}
          unit={t("unit.people")}
          size="lg"
          note={note(asked.specialCare - now.specialCare)}
        />
        <Stat
          label={t("figure.letters")}
          value={asked.letters}
          unit={t("unit.letters")}
          size="lg"
          href={opens("notices")}
          note={note(asked.letters - now.letters)}
        />
        <Stat
          label={t("figure.postage")}
          value={yen}
          unit={t("unit.yen")}
          size="lg"
          note={note((yen ?? 0) - (yenNow ?? 0))}
        />
        <Stat
          label={t("figure.hours")}
          value={format.number(hours ?? 0)}
          unit={t("unit.hours")}
          size="lg"
          note={note(Math.round(((hours ?? 0) - (hoursNow ?? 0)) * 10) / 10)}
        />
      </StatRow>
      <SmallFigures incidentId={incidentId} answer={answer} isPresent={isPresent} />
    </>
  );
}

function SmallFigures({ incidentId, answer, isPresent }: Omit<ScopeFiguresProps, "assumptions">) {
  const t = useTranslations("scope");
  const { now, asked } = answer;
  const note = useDifferenceNote(isPresent);
  return (
    <StatRow className="mt-3">
      {smallFigures
        .filter((figure) => figure !== "withheld" || asked.withheld + now.withheld > 0)
        .map((figure) => (
          <Stat
            key={figure}
            label={t(`figure.${figure}`)}
            value={asked[figure]}
            unit={figure === "documents" ? t("unit.documents") : t("unit.people")}
            size="md"
            note={note(asked[figure] - now[figure])}
          />
        ))}
      <Stat
        label={t("figure.papersOfNobody")}
        value={asked.papersOfNobody}
        unit={t("unit.documents")}
        size="md"
        href={isPresent ? `/incidents/${incidentId}/catalog` : undefined}
        note={note(asked.papersOfNobody - now.papersOfNobody)}
      />
    </StatRow>
  );
}

function useDifferenceNote(isPresent: boolean): (difference: number) => string | undefined {
  const t = useTranslations("scope");
  const say = useDifference();
  return (difference) => (isPresent ? undefined : t("figure.against-now", { difference: say(difference) }));
}
