"use client";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { type ReturnedCounts, returnReasons } from "@/features/print-runs/returned/schema";

type ReturnedSumsProps = { counts: ReturnedCounts; addressesHref: string };

/** What came back, by reason, and how far the search for addresses is. */
export function ReturnedSums({ counts, addressesHref }: ReturnedSumsProps) {
  const t = useTranslations("returned");
  const { tasks } = counts;
  return (
    <Section title={t("sums.title")} lead={t("sums.lead", { handedOver: counts.handedOver })}>
      <div className="grid gap-3">
        <StatRow>
          <Stat
            label={t("sums.returned")}
            value={counts.returned}
            unit={t("letters", { count: counts.returned })}
          />
          {returnReasons.map((reason) => (
            <Stat
              key={reason}
              label={t(`reason.${reason}`)}
              value={counts.reasons[reason]}
              unit={t("letters", { count: counts.reasons[reason] })}
              size="md"
            />
          ))}
        </StatRow>
        <StatRow>
          <Stat
            label={t("task-state.open")}
            value={tasks.open}
            unit={t("people", { count: tasks.open })}
            size="md"
            href={addressesHref}
          />
          <Stat
            label={t("task-state.proposed")}
            value={tasks.proposed}
            unit={t("people", { count: tasks.proposed })}
            size="md"
            href={addressesHref}
          />
          <Stat
            label={t("task-state.re-letter")}
            value={tasks["re-letter"]}
            unit={t("people", { count: tasks["re-letter"] })}
            size="md"
          />
          <Stat
            label={t("task-state.call")}
            value={tasks.call}
            unit={t("people", { count: tasks.call })}
            size="md"
          />
          <Stat
            label={t("sums.substitutes")}
            value={counts.substitutes}
            unit={t("people", { count: counts.substitutes })}
            size="md"
            note={
              counts.substitutesUnsaid > 0
                ? t("sums.unsaid", { people: counts.substitutesUnsaid })
                : undefined
            }
            tone="attention"
          />
        </StatRow>
      </div>
    </Section>
  );
}
