"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Figure } from "@/components/figure";
import type { Outputs } from "../../outputs";
import { rowsHref } from "./rows/rows-href";

type RowSum = Outputs["catalog"]["sums"][number];

type RowSumsProps = { incidentId: string; by: RowSum["by"]; sums: readonly RowSum[] };

/** The account of the rows by tape or by day received; each figure opens its rows. */
export function RowSums({ incidentId, by, sums }: RowSumsProps) {
  const t = useTranslations("lists");
  const columns = useColumns(incidentId, by);
  const rows = useMemo(() => sums.filter((one) => one.by === by), [sums, by]);
  if (rows.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="link w-fit cursor-pointer text-sm">
        {t(`sums.${by}`, { count: rows.length })}
      </summary>
      <p className="mt-1 text-sm text-ink-soft">{t(`sums.why-${by}`)}</p>
      <DataTable
        className="mt-2"
        label={t(`sums.${by}`, { count: rows.length })}
        columns={columns}
        rows={rows}
        rowId={(row) => row.of || "none"}
        maxHeight="24rem"
      />
    </details>
  );
}

const buckets = ["mapped", "excluded", "unresolved"] as const;

function useColumns(incidentId: string, by: RowSum["by"]): Column<RowSum>[] {
  const t = useTranslations("lists");
  const words = useTranslations("incidents");
  return useMemo(
    () => [
      {
        id: "label",
        header: t(`sums.head-${by}`),
        cell: (row) => <span className="code">{row.label || t("sums.no-day")}</span>,
        isRowHeader: true,
      },
      {
        id: "rows",
        header: t("sums.rows"),
        cell: (row) => <Figure value={row.mapped + row.excluded + row.unresolved} />,
        align: "end",
        width: "8rem",
      },
      ...buckets.map(
        (bucket): Column<RowSum> => ({
          id: bucket,
          header: words(`bucket.${bucket}`),
          cell: (row) =>
            row[bucket] === 0 ? (
              <Figure value={0} />
            ) : (
              <Link
                className="link"
                href={rowsHref(incidentId, {
                  importId: row.importId,
                  bucket,
                  ...(by === "medium" ? { mediumId: row.of } : { day: row.of }),
                })}
              >
                <Figure value={row[bucket]} />
              </Link>
            ),
          align: "end",
          width: "8rem",
        }),
      ),
    ],
    [t, words, incidentId, by],
  );
}
