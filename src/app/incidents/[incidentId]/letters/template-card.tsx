"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Figure } from "@/components/figure";
import { LinkButton } from "@/components/link-button";
import { Section } from "@/components/section";
import type { TemplateOfAddressee } from "@/features/letters/schema";
import { useMay } from "../../signed-in-context";
import { ChooseTemplate } from "./choose-template";
import { ChosenFacts } from "./chosen-facts";
import { DecideTemplate } from "./decide-template";
import { LetterPreview } from "./letter-preview";
import { PreflightSection } from "./preflight-section";

type TemplateCardProps = { incidentId: string; template: TemplateOfAddressee };

/** The words for one kind of addressee: chosen, looked at with real people, put forward, approved by another. */
export function TemplateCard({ incidentId, template }: TemplateCardProps) {
  const t = useTranslations("incidents");
  const words = useTranslations("words");
  const may = useMay();
  const { addressee, variant, chosen, choices, notices } = template;
  const [isShown, setShown] = useState(false);
  const [pick, setPick] = useState(choices[0] ? `${choices[0].name}/${choices[0].version}` : "");
  const [name = "", version = ""] = chosen ? [chosen.templateName, chosen.templateVersion] : pick.split("/");
  const state = chosen ? (chosen.factsChanged ? "changed" : chosen.state) : "none";
  const tone = state === "approved" ? "ok" : state === "changed" ? "danger" : "attention";
  return (
    <Section
      title={
        <span className="flex flex-wrap items-baseline gap-x-3">
          {words("card.title", {
            addressee: t(`addressee.${addressee}`),
            variant: words(`variant.${variant}`),
          })}
          <Figure value={notices} unit={t("unit.letters")} />
          <Badge tone={tone}>{t(`template-state.${state}`)}</Badge>
        </span>
      }
      actions={
        chosen?.state === "submitted" && may("letters.decideTemplate") ? (
          <LinkButton tone="primary" href={`/incidents/${incidentId}/letters/approval/${chosen.id}`}>
            {words("card.look")}
          </LinkButton>
        ) : chosen ? (
          <DecideTemplate chosen={chosen} />
        ) : undefined
      }
    >
      <div className="grid items-start gap-5 rounded-lg border border-line bg-surface p-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        {chosen ? (
          <ChosenFacts incidentId={incidentId} chosen={chosen} />
        ) : (
          <ChooseTemplate incidentId={incidentId} template={template} pick={pick} onPick={setPick} />
        )}
        {may("letters.hardestPeople") && name && version ? (
          <div className="min-w-0">
            {chosen ? (
              <Button size="sm" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
                {isShown ? t("preview.hide") : t("preview.show")}
              </Button>
            ) : null}
            {!chosen || isShown ? (
              <LetterPreview
                incidentId={incidentId}
                addressee={addressee}
                variant={variant}
                templateName={name}
                templateVersion={version}
              />
            ) : null}
          </div>
        ) : null}
        {chosen ? (
          <div className="min-w-0 lg:col-span-2">
            <PreflightSection incidentId={incidentId} chosen={chosen} />
          </div>
        ) : null}
      </div>
    </Section>
  );
}
