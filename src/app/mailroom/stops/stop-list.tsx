"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import type { Tone } from "@/components/tone";
import type { MailStopKind, MailStopRow } from "@/features/print-runs/schema";
import { EndStop } from "./end-stop";

const tones: Record<MailStopKind, Tone> = { hold: "attention", cancel: "danger", recall: "attention" };

/** Stops with what they are of, why, by whom, and how they end or ended. */
export function StopList({ label, stops }: { label: string; stops: readonly MailStopRow[] }) {
  const columns = useColumns();
  return <DataTable label={label} columns={columns} rows={stops} rowId={(row) => row.id} maxHeight="32rem" />;
}

function useColumns(): Column<MailStopRow>[] {
  const t = useTranslations("bench");
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: "kind",
        header: t("stop.columns.kind"),
        cell: (row) => <Badge tone={tones[row.kind]}>{t(`stop.kinds.${row.kind}`)}</Badge>,
        width: "6rem",
      },
      {
        id: "of",
        header: t("stop.columns.of"),
        cell: (row) => <Subject stop={row} />,
        isRowHeader: true,
        width: "14rem",
      },
      { id: "end", header: t("stop.columns.end"), cell: (row) => <End stop={row} />, width: "12rem" },
      { id: "reason", header: t("stop.columns.reason"), cell: (row) => row.reason },
      {
        id: "by",
        header: t("stop.columns.by"),
        cell: (row) => (
          <>
            {row.byName} <span className="figures text-ink-soft">{format.dateTime(row.at, "dayTime")}</span>
          </>
        ),
        width: "13rem",
      },
    ],
    [t, format],
  );
}

function Subject({ stop }: { stop: MailStopRow }) {
  const t = useTranslations("bench");
  if (stop.of === "run" && stop.runNumber !== null) {
    return (
      <Link href={`/mailroom/runs/${stop.printRunId}`} className="link">
        {t("stop.of-run", { number: stop.runNumber })}
      </Link>
    );
  }
  return (
    <span className="flex flex-wrap gap-x-3">
      <span>{stop.of === "person" ? t("stop.of-person") : t("stop.of-letter")}</span>
      {stop.inquiryNumber ? <span className="code text-ink-soft">{stop.inquiryNumber}</span> : null}
    </span>
  );
}

function End({ stop }: { stop: MailStopRow }) {
  const t = useTranslations("bench");
  const format = useFormatter();
  if (stop.endedAt === null) return <EndStop stop={stop} />;
  return (
    <>
      {stop.outcome ? t(`stop.outcomes.${stop.outcome}`) : null} {stop.endedByName}{" "}
      <span className="figures text-ink-soft">{format.dateTime(stop.endedAt, "dayTime")}</span>
    </>
  );
}
