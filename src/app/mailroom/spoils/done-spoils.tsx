"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import type { SpoilRow } from "@/features/print-runs/schema";

/** Spoils that were confirmed, and what took their place. */
export function DoneSpoils({ spoils }: { spoils: readonly SpoilRow[] }) {
  const t = useTranslations("bench");
  const columns = useColumns();
  return (
    <DataTable
      label={t("spoil.done-list")}
      columns={columns}
      rows={spoils}
      rowId={(row) => row.id}
      rowHref={(row) => `/mailroom/runs/${row.printRunId}`}
      maxHeight="28rem"
    />
  );
}

function useColumns(): Column<SpoilRow>[] {
  const t = useTranslations("bench");
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: "piece",
        header: t("spoil.columns.run"),
        cell: (row) => t("spoil.successor", { run: row.runNumber, sequence: row.sequence ?? 0 }),
        isRowHeader: true,
        width: "11rem",
      },
      {
        id: "number",
        header: t("spoil.columns.number"),
        cell: (row) => <span className="code">{row.inquiryNumber}</span>,
        width: "12rem",
      },
      {
        id: "reason",
        header: t("spoil.columns.reason"),
        cell: (row) => t(`spoil.reasons.${row.reason}`),
        width: "9rem",
      },
      {
        id: "confirmed",
        header: t("spoil.columns.confirmed"),
        cell: (row) => (
          <>
            {row.confirmedByName}{" "}
            {row.confirmedAt ? (
              <span className="figures text-ink-soft">{format.dateTime(row.confirmedAt, "dayTime")}</span>
            ) : null}
          </>
        ),
        width: "14rem",
      },
      {
        id: "successor",
        header: t("spoil.columns.successor"),
        cell: (row) => <Successor spoil={row} />,
      },
    ],
    [t, format],
  );
}

function Successor({ spoil: { state, successor } }: { spoil: SpoilRow }) {
  const t = useTranslations("bench");
  if (!successor || state !== "replaced") return <Badge>{t("spoil.state.no-successor")}</Badge>;
  const { runNumber, sequence, inquiryNumber } = successor;
  return (
    <span className="flex flex-wrap gap-x-3">
      <span>
        {runNumber === null
          ? t("spoil.successor-unplanned")
          : t("spoil.successor", { run: runNumber, sequence: sequence ?? 0 })}
      </span>
      <span className="code text-ink-soft">{inquiryNumber}</span>
    </span>
  );
}
