"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import type { TemplateOfAddressee } from "@/features/letters/schema";
import { Loaded } from "../../../../../loaded";
import { useTRPC } from "../../../../../trpc";
import { SubPage } from "../../../../sub-page";
import { ChosenFacts } from "../../chosen-facts";
import { DecideTemplate } from "../../decide-template";
import { LintVerdict } from "../../lint-verdict";
import { PreflightSection } from "../../preflight-section";
import { WindowVerdict } from "../../window-verdict";
import { HardestPages } from "./hardest-pages";

type ApprovalDeskProps = { incidentId: string; letterTemplateId: string };

/** All that an approval covers, seen before it is given: the pages, the check, the facts and their hash. */
export function ApprovalDesk({ incidentId, letterTemplateId }: ApprovalDeskProps) {
  const trpc = useTRPC();
  const t = useTranslations("words");
  const templates = useQuery(trpc.letters.templates.queryOptions({ incidentId }));
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/letters`, label: t("approval.back") }}>
      <Loaded query={templates}>
        {(all) => {
          const template = all.find(({ chosen }) => chosen?.id === letterTemplateId);
          if (!template?.chosen) return <EmptyState title={t("approval.gone")} />;
          return <ToApprove incidentId={incidentId} template={template} chosen={template.chosen} />;
        }}
      </Loaded>
    </SubPage>
  );
}

type ToApproveProps = {
  incidentId: string;
  template: TemplateOfAddressee;
  chosen: NonNullable<TemplateOfAddressee["chosen"]>;
};

function ToApprove({ incidentId, template, chosen }: ToApproveProps) {
  const trpc = useTRPC();
  const t = useTranslations("words");
  const incidents = useTranslations("incidents");
  const envelope = useTranslations("envelope");
  const { addressee, variant } = template;
  const words = {
    incidentId,
    variant,
    templateName: chosen.templateName,
    templateVersion: chosen.templateVersion,
  };
  const check = useQuery(trpc.letters.checkText.queryOptions(words));
  return (
    <>
      <PageHeader
        title={t("approval.title", {
          addressee: incidents(`addressee.${addressee}`),
          variant: t(`variant.${variant}`),
        })}
        lead={t("approval.lead")}
      />
      <Section title={t("approval.lint")}>
        <Loaded query={check}>{(found) => <LintVerdict found={found} />}</Loaded>
      </Section>
      <Section title={t("approval.pages")} lead={t("approval.pages-lead")}>
        <HardestPages {...words} addressee={addressee} seen={chosen.contentHash} />
      </Section>
      <Section title={envelope("approval")} lead={envelope("approval-lead")}>
        <WindowVerdict {...words} />
      </Section>
      <PreflightSection incidentId={incidentId} chosen={chosen} />
      <Section
        title={t("approval.decide")}
        lead={t("approval.decide-lead")}
        actions={<DecideTemplate chosen={chosen} />}
      >
        <ChosenFacts incidentId={incidentId} chosen={chosen} />
      </Section>
    </>
  );
}
