"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { type DifferingPerson, type ListDiffPeopleAsked, listPageSize } from "@/features/lists/schema";
import { useTRPCClient } from "../../../trpc";
import { pageOf, useRowPages } from "../../use-row-pages";

type DifferingPeopleProps = { incidentId: string; asked: ListDiffPeopleAsked; total: number };

/** The people of one kind in whom two versions differ, and what of them. */
export function DifferingPeople({ incidentId, asked, total }: DifferingPeopleProps) {
  const client = useTRPCClient();
  const t = useTranslations("lists");
  const columns = useColumns();
  const pages = useRowPages(
    ["lists.diffPeople", asked],
    async (afterPersonId: string | undefined, signal) => {
      const rows = await client.lists.diffPeople.query({ ...asked, afterPersonId }, { signal });
      return pageOf(rows, listPageSize, (row) => row.personId);
    },
  );
  return (
    <DataTable
      label={t(`diff.${asked.kind}`)}
      columns={columns}
      rows={pages.rows}
      rowId={(row) => row.personId}
      rowHref={(row) => `/incidents/${incidentId}/people/${row.personId}`}
      total={total}
      more={pages.more}
      error={pages.error}
      onRetry={pages.onRetry}
    />
  );
}

function useColumns(): Column<DifferingPerson>[] {
  const t = useTranslations("lists");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        cell: (row) => <span className="font-bold">{row.name || t("no-name")}</span>,
        isRowHeader: true,
      },
      { id: "kana", header: t("kana"), cell: (row) => row.kana },
      {
        id: "parts",
        header: t("diff.what"),
        cell: (row) => (
          <span className="flex flex-wrap gap-1">
            {row.parts.map((part) => (
              <Badge key={part} tone={part === "documents" || part === "elements" ? "attention" : "neutral"}>
                {t(`part.${part}`)}
              </Badge>
            ))}
            {row.parts.length === 0 ? "–" : null}
          </span>
        ),
      },
      {
        id: "documents",
        header: t("diff.documents"),
        cell: (row) => (
          <span className="figures">
            {row.documentsBefore ?? "–"} → {row.documentsAfter ?? "–"}
          </span>
        ),
        align: "end",
        width: "9rem",
      },
    ],
    [t],
  );
}
