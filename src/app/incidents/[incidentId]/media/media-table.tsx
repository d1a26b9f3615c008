"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import type { Outputs } from "../../outputs";
import { mediumTones } from "./medium-tones";

export type MediumRow = Outputs["media"]["list"][number];

/** Each medium: its state, and beside it what was seen of it where and when. */
export function MediaTable({ incidentId, media }: { incidentId: string; media: MediumRow[] }) {
  const t = useTranslations("incidents");
  const columns = useColumns();
  return (
    <DataTable
      label={t("media.title")}
      columns={columns}
      rows={media}
      rowId={(row) => row.id}
      rowHref={(row) => `/incidents/${incidentId}/media/${row.id}`}
      total={media.length}
    />
  );
}

function useColumns(): Column<MediumRow>[] {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return useMemo(() => {
    const day = (iso: string | null) =>
      iso ? <span className="figures">{format.dateTime(new Date(iso), "date")}</span> : "–";
    return [
      {
        id: "label",
        header: t("media.label"),
        cell: (row) => <span className="code font-bold">{row.label}</span>,
        isRowHeader: true,
        width: "11rem",
      },
      {
        id: "state",
        header: t("media.state"),
        cell: (row) => <Badge tone={mediumTones[row.state]}>{t(`medium-state.${row.state}`)}</Badge>,
        width: "8rem",
      },
      { id: "since", header: t("media.since"), cell: (row) => day(row.missingSince), width: "8rem" },
      { id: "place", header: t("media.last-place"), cell: (row) => row.lastPlace ?? "–" },
      {
        id: "stocktake",
        header: t("media.last-stocktake"),
        cell: (row) =>
          row.lastFinding ? (
            <>
              {t(`finding.${row.lastFinding}`)}{" "}
              <span className="text-ink-soft">{day(row.lastStocktakeOn)}</span>
            </>
          ) : (
            "–"
          ),
      },
      { id: "seen", header: t("media.last-seen"), cell: (row) => day(row.lastSeenOn), width: "8rem" },
      { id: "type", header: t("media.type"), cell: (row) => row.mediaType || "–", width: "6rem" },
    ];
  }, [t, format]);
}
