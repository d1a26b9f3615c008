"use client";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { addressees } from "@/features/lists/schema";
import { noticeChannels } from "@/features/notices/rules";
import type { NoticeCounts } from "@/features/notices/schema";
import type { TextKey } from "../../text-key";

type NoticeSumsProps = { incidentId: string; counts: NoticeCounts[] };

const sum = (rows: NoticeCounts[]) => rows.reduce((total, row) => total + row.notices, 0);

/** Per channel: people on the list = owed (by addressee) + withheld (by reason). */
export function NoticeSums({ incidentId, counts }: NoticeSumsProps) {
  const t = useTranslations("incidents");
  return noticeChannels.map((channel) => {
    const rows = counts.filter((row) => row.channel === channel);
    if (channel === "email" && rows.length === 0) return null;
    const owed = rows.filter((row) => row.state === "owed");
    const withheld = rows.filter((row) => row.state === "withheld");
    const reasons = [...new Set(withheld.map((row) => row.withheldReason ?? "suppressed"))];
    return (
      <Section
        key={channel}
        title={t(`channel.${channel}`)}
        lead={t(`notices.sum-lead.${channel}`, { people: sum(rows) })}
      >
        <StatRow>
          <Stat
            label={t(`notices.owed.${channel}`)}
            value={sum(owed)}
            unit={t(`channel-unit.${channel}`)}
            size="xl"
          />
          {addressees
            .map((addressee) => ({
              addressee,
              notices: sum(owed.filter((row) => row.addressee === addressee)),
            }))
            .filter(({ addressee, notices }) => addressee === "insured" || notices > 0)
            .map(({ addressee, notices }) => (
              <Stat
                key={addressee}
                label={t(`addressee.${addressee}`)}
                value={notices}
                unit={t(`channel-unit.${channel}`)}
              />
            ))}
          {reasons.map((reason) => (
            <Stat
              key={reason}
              label={t(`notices.withheld-for.${channel}`, { reason: t(`withheld.${reason}` as TextKey) })}
              value={sum(withheld.filter((row) => (row.withheldReason ?? "suppressed") === reason))}
              unit={t(`channel-unit.${channel}`)}
              href={`/incidents/${incidentId}/notices?channel=${channel}#withheld`}
            />
          ))}
        </StatRow>
      </Section>
    );
  });
}
