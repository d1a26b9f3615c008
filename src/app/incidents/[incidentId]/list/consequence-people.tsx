"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import {
  type ConsequencePeopleAsked,
  type ConsequencePerson,
  consequencePageSize,
} from "@/features/reports/schema";
import { useTRPCClient } from "../../../trpc";
import { pageOf, useRowPages } from "../../use-row-pages";

type ConsequencePeopleProps = { incidentId: string; asked: ConsequencePeopleAsked; total: number };

/** Who they are for whom a version means this, what differs of them, and how far their letter is. */
export function ConsequencePeople({ incidentId, asked, total }: ConsequencePeopleProps) {
  const client = useTRPCClient();
  const t = useTranslations("lists");
  const columns = useColumns();
  const pages = useRowPages(
    ["lists.consequencePeople", asked],
    async (afterPersonId: string | undefined, signal) => {
      const rows = await client.lists.consequencePeople.query({ ...asked, afterPersonId }, { signal });
      return pageOf(rows, consequencePageSize, (row) => row.personId);
    },
  );
  return (
    <DataTable
      label={t(`consequence.${asked.consequence}`)}
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

function useColumns(): Column<ConsequencePerson>[] {
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
      { id: "change", header: t("diff.what"), cell: (row) => t(`change.${row.change}`) },
      { id: "stage", header: t("consequences.stage"), cell: (row) => t(`stage.${row.stage}`) },
    ],
    [t],
  );
}
