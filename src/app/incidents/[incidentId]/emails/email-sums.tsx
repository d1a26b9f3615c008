"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import type { EmailProgress, EmailWords } from "@/features/emails/schema";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";

type EmailSumsProps = { incidentId: string; figures: EmailProgress; chosen: EmailWords["chosen"] };

/** How many are owed a message, and how many went out, wait, failed, or may have gone out. */
export function EmailSums({ incidentId, figures, chosen }: EmailSumsProps) {
  const t = useTranslations("emails");
  const { states } = figures;
  const unit = t("unit");
  const waiting = states.generated + states.claimed;
  const failed = states.refused + states.bounced;
  return (
    <Section
      title={t("sums.title")}
      lead={t("sums.lead")}
      actions={
        figures.unwritten > 0 ? (
          <SendAll incidentId={incidentId} figures={figures} chosen={chosen} />
        ) : undefined
      }
    >
      {states.unknown > 0 ? (
        <Notice tone="danger" className="mb-4" title={t("unknown.title", { count: states.unknown })}>
          {t("unknown.why")}
        </Notice>
      ) : null}
      <StatRow>
        <Stat label={t("sums.owed")} value={figures.owed} unit={unit} />
        <Stat label={t("sums.sent")} value={states.sent} unit={unit} size="xl" />
        <Stat
          label={t("sums.waiting")}
          value={waiting}
          unit={unit}
          note={waiting > 0 && figures.isOn ? t("sums.pace", { count: figures.perMinute }) : undefined}
        />
        <Stat
          label={t("sums.unknown")}
          value={states.unknown}
          unit={unit}
          tone="danger"
          note={states.unknown > 0 ? t("sums.decide") : undefined}
        />
        <Stat
          label={t("sums.failed")}
          value={failed}
          unit={unit}
          tone="attention"
          note={failed > 0 ? t("sums.another-way") : undefined}
          href={failed > 0 ? `/incidents/${incidentId}/notices?channel=email#withheld` : undefined}
        />
        <Stat label={t("sums.held")} value={states.held} unit={unit} tone="attention" />
      </StatRow>
    </Section>
  );
}

function SendAll({ incidentId, figures, chosen }: EmailSumsProps) {
  const t = useTranslations("emails");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const lacks = !figures.isOn
    ? t("off.title")
    : chosen?.state !== "approved"
      ? t("send.no-words")
      : chosen.factsChanged
        ? t("send.facts-changed")
        : undefined;
  return (
    <ConfirmDialog
      title={t("send.title", { count: figures.unwritten })}
      description={t("send.description")}
      confirm={t("send.confirm")}
      trigger={
        <Button tone="primary" blockedBecause={blocked("emails.send") ?? lacks}>
          {t("send.confirm")}
        </Button>
      }
      act={async () => {
        await client.emails.send.mutate({ incidentId });
        await changed();
      }}
    />
  );
}
