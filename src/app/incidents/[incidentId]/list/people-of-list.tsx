"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { pageOf, useRowPages } from "../../use-row-pages";

type PersonRow = { personId: string; name: string; kana: string };

type PeopleOfListProps<Row extends PersonRow> = {
  incidentId: string;
  label: string;
  /** Names the rows and everything they depend on. */
  rowsKey: readonly unknown[];
  fetchAfter: (personId: string | undefined, signal: AbortSignal) => Promise<Row[]>;
  pageSize: number;
  /** What is told of them beside name and kana. */
  columns: Column<Row>[];
  total: number;
};

/** People of a version, a page at a time, each leading to their page. */
export function PeopleOfList<Row extends PersonRow>(props: PeopleOfListProps<Row>) {
  const { incidentId, label, rowsKey, fetchAfter, pageSize, columns, total } = props;
  const t = useTranslations("lists");
  const pages = useRowPages(rowsKey, async (afterPersonId: string | undefined, signal) =>
    pageOf(await fetchAfter(afterPersonId, signal), pageSize, (row) => row.personId),
  );
  const all = useMemo<Column<Row>[]>(
    () => [
      {
        id: "name",
        header: t("name"),
        cell: (row) => <span className="font-bold">{row.name || t("no-name")}</span>,
        isRowHeader: true,
      },
      { id: "kana", header: t("kana"), cell: (row) => row.kana },
      ...columns,
    ],
    [t, columns],
  );
  return (
    <DataTable
      label={label}
      columns={all}
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
