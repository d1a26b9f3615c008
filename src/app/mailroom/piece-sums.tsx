"use client";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { pieceStages, type Reconciliation } from "@/features/print-runs/schema";
import { totalOf } from "./reconciliation/total";

type PieceSumsProps = {
  rows: readonly Reconciliation[];
  /** The table run by run stands below, so that no way to it is needed. */
  isWhole?: boolean;
};

/** What was put into runs and where each piece of it is; a run that does not add up is named, with the way to it. */
export function PieceSums({ rows, isWhole = false }: PieceSumsProps) {
  const t = useTranslations("bench");
  const mailroom = useTranslations("mailroom");
  const { letters, stages, difference, differing } = totalOf(rows);
  const agrees = differing.length === 0;
  return (
    <Section
      title={t("sums.title")}
      actions={
        isWhole ? null : (
          <LinkButton size="sm" tone="quiet" href="/mailroom/reconciliation">
            {t("run.reconciliation")}
          </LinkButton>
        )
      }
    >
      {agrees ? null : <Differing rows={differing} />}
      <StatRow>
        <Stat
          label={t("sums.generated")}
          value={letters}
          unit={mailroom("unit.letters", { count: letters })}
          note={agrees ? t("sums.agrees") : t("sums.differs", { by: Math.abs(difference) })}
          tone={agrees ? "ok" : "danger"}
        />
        {pieceStages.map((stage) => (
          <Stat
            key={stage}
            label={t(`stage.${stage}`)}
            value={stages[stage]}
            size="md"
            href={stage === "spoiled" && stages.spoiled > 0 ? "/mailroom/spoils" : undefined}
          />
        ))}
      </StatRow>
    </Section>
  );
}

function Differing({ rows }: { rows: readonly Reconciliation[] }) {
  const t = useTranslations("bench");
  return (
    <Notice
      tone="danger"
      className="mb-3"
      title={t("sums.differs-title")}
      action={rows.map(({ printRunId, number, difference }) => (
        <LinkButton key={printRunId} size="sm" href={`/mailroom/runs/${printRunId}`}>
          {t("sums.to-run", { number, difference })}
        </LinkButton>
      ))}
    >
      {t("sums.differs-why")}
    </Notice>
  );
}
