"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import type { ReturnedRow } from "@/features/print-runs/returned/schema";
import { useTRPC } from "../../trpc";

/** The envelopes recorded last, so that whoever scans sees where they are. */
export function LastReturned({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("returned");
  const format = useFormatter();
  const recent = useQuery(trpc.returnedMail.recent.queryOptions({ incidentId }));
  const columns = useMemo<Column<ReturnedRow>[]>(
    () => [
      {
        id: "number",
        header: t("last.number"),
        cell: (row) => <span className="code">{row.inquiryNumber}</span>,
        isRowHeader: true,
      },
      {
        id: "piece",
        header: t("last.piece"),
        cell: (row) =>
          row.runNumber === null
            ? "–"
            : t("last.piece-of", { run: row.runNumber, sequence: row.sequence ?? 0 }),
      },
      { id: "reason", header: t("last.reason"), cell: (row) => t(`reason.${row.reason}`) },
      {
        id: "at",
        header: t("last.at"),
        cell: (row) => <span className="figures">{format.dateTime(row.at, "dayTime")}</span>,
      },
      { id: "by", header: t("last.by"), cell: (row) => row.byName },
    ],
    [t, format],
  );
  return (
    <Section title={t("last.title")}>
      <DataTable
        label={t("last.title")}
        columns={columns}
        rows={recent.data}
        rowId={(row) => row.id}
        empty={t("last.none")}
      />
    </Section>
  );
}
