"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import { type SubstituteRow, substitutesPageSize } from "@/features/print-runs/returned/schema";
import { useTRPCClient } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { pageOf, useRowPages } from "../../use-row-pages";
import { SayMeasure } from "./say-measure";

/** Who cannot be told in person, and what is done in its place. */
export function Substitutes({ incidentId, total }: { incidentId: string; total: number }) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const columns = useColumns(incidentId);
  const pages = useRowPages(
    ["returnedMail.substitutes", incidentId, total],
    async (afterId: string | undefined, signal) => {
      const rows = await client.returnedMail.substitutes.query({ incidentId, afterId }, { signal });
      return pageOf(rows, substitutesPageSize, (row) => row.id);
    },
  );
  return (
    <Section title={t("substitute.title")} lead={t("substitute.lead")}>
      <DataTable
        label={t("substitute.title")}
        columns={columns}
        rows={pages.rows}
        rowId={(row) => row.id}
        total={total}
        more={pages.more}
        error={pages.error}
        onRetry={pages.onRetry}
      />
    </Section>
  );
}

function useColumns(incidentId: string): Column<SubstituteRow>[] {
  const t = useTranslations("returned");
  const format = useFormatter();
  const may = useMay();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("substitute.name"),
        cell: (row) =>
          may("people.get") ? (
            <Link className="link" href={`/incidents/${incidentId}/people/${row.personId}`}>
              {row.name}
            </Link>
          ) : (
            row.name
          ),
        isRowHeader: true,
      },
      {
        id: "because",
        header: t("substitute.why"),
        cell: (row) => t(`substitute.because.${row.because}`),
      },
      {
        id: "at",
        header: t("substitute.at"),
        cell: (row) => <span className="figures">{format.dateTime(row.at, "day")}</span>,
      },
      {
        id: "measure",
        header: t("substitute.measure"),
        cell: (row) => (
          <span className="flex flex-wrap items-center gap-2">
            {row.measure ?? <span className="text-attention">{t("substitute.unsaid")}</span>}
            {may("returnedMail.sayMeasure") ? <SayMeasure substitute={row} /> : null}
          </span>
        ),
      },
    ],
    [t, format, may, incidentId],
  );
}
