"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { RadioGroup } from "@/components/radio-group";
import { Section } from "@/components/section";
import { Toolbar } from "@/components/toolbar";
import { type NoticeChannel, noticeChannels } from "@/features/notices/rules";
import { type NoticeCounts, type WithheldNotice, withheldPageSize } from "@/features/notices/schema";
import { useTRPCClient } from "../../../trpc";
import type { TextKey } from "../../text-key";
import { pageOf, useRowPages } from "../../use-row-pages";
import { LiftSuppression } from "./lift-suppression";

type WithheldPeopleProps = { incidentId: string; channel: NoticeChannel; counts: NoticeCounts[] };

/** The people on the list who are not written to (or rung), each with the reason and, for a wish, its end. */
export function WithheldPeople({ incidentId, channel, counts }: WithheldPeopleProps) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const router = useRouter();
  const columns = useColumns(incidentId);
  const total = counts
    .filter((row) => row.channel === channel && row.state === "withheld")
    .reduce((sum, row) => sum + row.notices, 0);
  // E-mail is only spoken of where somebody is told by it.
  const channels = noticeChannels.filter(
    (one) => one !== "email" || counts.some((row) => row.channel === "email"),
  );
  const pages = useRowPages(
    ["notices.withheld", incidentId, channel, total],
    async (afterNoticeId: string | undefined, signal) => {
      const rows = await client.notices.withheld.query({ incidentId, channel, afterNoticeId }, { signal });
      return pageOf(rows, withheldPageSize, (row) => row.noticeId);
    },
  );
  return (
    <div id="withheld" className="mt-8 scroll-mt-4">
      <Section title={t("withheld-people.title")} lead={t("withheld-people.lead")}>
        <Toolbar label={t("withheld-people.channel")}>
          <RadioGroup
            label={t("withheld-people.channel")}
            inline
            value={channel}
            onValueChange={(value) =>
              router.replace(`/incidents/${incidentId}/notices?channel=${value}#withheld`, { scroll: false })
            }
            options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
        </Toolbar>
        <DataTable
          label={t("withheld-people.title")}
          columns={columns}
          rows={pages.rows}
          rowId={(row) => row.noticeId}
          total={total}
          more={pages.more}
          empty={t("withheld-people.none")}
          error={pages.error}
          onRetry={pages.onRetry}
        />
      </Section>
    </div>
  );
}

// The name is the link, not the row: a dialog opened from a row would hand its clicks on to it.
function useColumns(incidentId: string): Column<WithheldNotice>[] {
  const t = useTranslations("incidents");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("people.name"),
        cell: (row) => (
          <Link href={`/incidents/${incidentId}/people/${row.personId}`} className="link">
            {row.name || t("people.no-name")}
          </Link>
        ),
        isRowHeader: true,
      },
      { id: "kana", header: t("people.kana"), cell: (row) => row.kana },
      { id: "reason", header: t("aside.because"), cell: (row) => t(`withheld.${row.reason}` as TextKey) },
      {
        id: "act",
        header: t("withheld-people.act"),
        cell: (row) =>
          row.suppressionId ? (
            <LiftSuppression suppressionId={row.suppressionId} />
          ) : (
            <span className="text-sm text-ink-soft">{t(`withheld-act.${row.reason}` as TextKey)}</span>
          ),
      },
    ],
    [t, incidentId],
  );
}
