"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { type NextCallTask, tasksPageSize } from "@/features/callbacks/schema";
import { shownName } from "../spoken-name";
import { type Ringing, ringColumn } from "./ring-column";

type NextTableProps = Ringing & {
  rows: readonly NextCallTask[] | undefined;
  /** How many explanations are owed in all. */
  owed: number | undefined;
  error: string | undefined;
  onRetry: () => void;
};

/** Explanations that may be given now, those rung least first. */
export function NextTable({ rows, owed, error, onRetry, ring, ringingId, blockedBecause }: NextTableProps) {
  const t = useTranslations("hotline");
  const columns = useMemo<Column<NextCallTask>[]>(
    () => [
      {
        id: "name",
        header: t("callbacks.name"),
        isRowHeader: true,
        cell: (row) => shownName(row.maskedName),
      },
      {
        id: "attempts",
        header: t("callbacks.attempts"),
        align: "end",
        width: "8rem",
        cell: (row) => <span className="figures">{row.attempts}</span>,
      },
      {
        id: "last",
        header: t("callbacks.last"),
        width: "14rem",
        cell: (row) => (row.lastOutcome ? t(`outcome.${row.lastOutcome}`) : "–"),
      },
      ringColumn(t("callbacks.act"), { ring, ringingId, blockedBecause }),
    ],
    [t, ring, ringingId, blockedBecause],
  );
  return (
    <DataTable
      label={t("callbacks.next")}
      columns={columns}
      rows={rows}
      rowId={(row) => row.callTaskId}
      total={rows?.length === tasksPageSize ? owed : undefined}
      empty={t("callbacks.none-next")}
      error={error}
      onRetry={onRetry}
    />
  );
}
