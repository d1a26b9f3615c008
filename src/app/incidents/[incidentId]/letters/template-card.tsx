"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { Figure } from "@/components/figure";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { TemplateOfAddressee } from "@/features/letters/schema";
import { useMay } from "../../signed-in-context";
import { ChooseTemplate } from "./choose-template";
import { DecideTemplate } from "./decide-template";
import { LetterPreview } from "./letter-preview";

type TemplateCardProps = { incidentId: string; template: TemplateOfAddressee };

/** The words for one kind of addressee: chosen, looked at with real people, put forward, approved by another. */
export function TemplateCard({ incidentId, template }: TemplateCardProps) {
  const t = useTranslations("incidents");
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
          {t("template.title", { addressee: t(`addressee.${addressee}`) })}
          <Figure value={notices} unit={t("unit.letters")} />
          <Badge tone={tone}>{t(`template-state.${state}`)}</Badge>
        </span>
      }
      actions={chosen ? <DecideTemplate chosen={chosen} /> : undefined}
    >
      <div className="grid items-start gap-5 rounded-lg border border-line bg-surface p-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        {chosen ? (
          <ChosenFacts chosen={chosen} />
        ) : (
          <ChooseTemplate incidentId={incidentId} template={template} pick={pick} onPick={setPick} />
        )}
        {may("letters.hardestPeople") && name && version ? (
          <div className="min-w-0">
            {chosen?.state === "approved" ? (
              <Button size="sm" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
                {isShown ? t("preview.hide") : t("preview.show")}
              </Button>
            ) : null}
            {chosen?.state !== "approved" || isShown ? (
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
      </div>
    </Section>
  );
}

function ChosenFacts({ chosen }: { chosen: NonNullable<TemplateOfAddressee["chosen"]> }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return (
    <div className="grid gap-3">
      {chosen.factsChanged ? (
        <Notice tone="danger" title={t("template.facts-changed")}>
          {t("template.facts-changed-why")}
        </Notice>
      ) : null}
      <dl className="grid gap-y-2 text-sm">
        <div>
          <dt className="text-ink-soft">{t("template.words")}</dt>
          <dd className="code text-base">
            {chosen.templateName}/{chosen.templateVersion}
          </dd>
        </div>
        <div>
          <dt className="text-ink-soft">{t("template.submitted-by")}</dt>
          <dd>
            {chosen.submittedByName}{" "}
            <span className="figures text-ink-soft">{format.dateTime(chosen.submittedAt, "stamp")}</span>
          </dd>
        </div>
        {chosen.decidedByName && chosen.decidedAt ? (
          <div>
            <dt className="text-ink-soft">{t("template.approved-by")}</dt>
            <dd>
              {chosen.decidedByName}{" "}
              <span className="figures text-ink-soft">{format.dateTime(chosen.decidedAt, "stamp")}</span>
            </dd>
          </div>
        ) : null}
        <div>
          <dt className="text-ink-soft">{t("template.hash")}</dt>
          <dd className="code break-all">
            {chosen.contentHash} <CopyButton text={chosen.contentHash} what={t("template.hash")} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
