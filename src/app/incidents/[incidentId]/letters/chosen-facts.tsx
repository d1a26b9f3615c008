"use client";
import { useFormatter, useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import type { TemplateOfAddressee } from "@/features/letters/schema";
import { useMay } from "../../signed-in-context";

type ChosenFactsProps = { incidentId: string; chosen: NonNullable<TemplateOfAddressee["chosen"]> };

/** Which words were put forward or approved, by whom and when, and the hash of exactly what that covers. */
export function ChosenFacts({ incidentId, chosen }: ChosenFactsProps) {
  const t = useTranslations("incidents");
  const words = useTranslations("words");
  const format = useFormatter();
  const may = useMay();
  const { templateName, templateVersion } = chosen;
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
          <dd className="flex flex-wrap items-center gap-2">
            <span className="code text-base">
              {templateName}/{templateVersion}
            </span>
            {may("letters.openText") ? (
              <LinkButton
                size="sm"
                href={`/incidents/${incidentId}/letters/words/${templateName}/${templateVersion}`}
              >
                {words("card.open")}
              </LinkButton>
            ) : null}
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
