import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Section } from "@/components/section";

/** The way to the search for people who ask whether they are on the list, and to the certificates. */
export function AmIOnIt({ incidentId }: { incidentId: string }) {
  const t = useTranslations("lists");
  return (
    <Section
      title={t("absence.title")}
      lead={t("absence.short")}
      actions={<LinkButton href={`/incidents/${incidentId}/absence`}>{t("absence.open")}</LinkButton>}
    >
      {null}
    </Section>
  );
}
