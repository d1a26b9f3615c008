"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import type { DueCallback } from "@/features/callbacks/schema";
import { shownName } from "../spoken-name";
import { useNow } from "../use-now";
import { type Ringing, ringColumn } from "./ring-column";

type DueTableProps = Ringing & {
  rows: readonly DueCallback[] | undefined;
  error: string | undefined;
  onRetry: () => void;
};

const minuteMs = 60_000;

/** Promises that are overdue or due within a day, the earliest first. */
export function DueTable({ rows, error, onRetry, ...ringing }: DueTableProps) {
  const t = useTranslations("hotline");
  const format = useFormatter();
  const now = useNow(minuteMs / 4);
  const { ring, ringingId, blockedBecause } = ringing;
  const minute = Math.floor(now.getTime() / minuteMs);
  const columns = useMemo<Column<DueCallback>[]>(
    () => [
      {
        id: "due",
        header: t("callbacks.due-at"),
        width: "16rem",
        cell: (row) => (
          <span className="flex flex-wrap items-center gap-x-3">
            <span className={row.overdue ? "figures font-bold text-danger" : "figures"}>
              {format.dateTime(row.dueAt, "dayTime")}
            </span>
            {row.overdue ? (
              <Badge tone="danger">
                {t("callbacks.late-by", {
                  minutes: Math.max(0, minute - Math.floor(row.dueAt.getTime() / minuteMs)),
                })}
              </Badge>
            ) : null}
          </span>
        ),
      },
      {
        id: "name",
        header: t("callbacks.name"),
        width: "9rem",
        isRowHeader: true,
        cell: (row) => shownName(row.maskedName),
      },
      { id: "note", header: t("book.note"), cell: (row) => row.note || "–" },
      {
        id: "by",
        header: t("callbacks.promised-by"),
        width: "9rem",
        cell: (row) => row.promisedByName ?? "–",
      },
      ringColumn(t("callbacks.act"), { ring, ringingId, blockedBecause }),
    ],
    [t, format, minute, ring, ringingId, blockedBecause],
  );
  return (
    <DataTable
      label={t("callbacks.due")}
      columns={columns}
      rows={rows}
      rowId={(row) => row.callbackId}
      empty={t("callbacks.none-due")}
      error={error}
      onRetry={onRetry}
    />
  );
}
