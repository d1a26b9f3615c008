"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import { type ListedPerson, type ListVersionRow, listPageSize } from "@/features/lists/schema";
import { useTRPCClient } from "../../../trpc";
import { pageOf, useRowPages } from "../../use-row-pages";

/** The people of one version, exactly as they were frozen. */
export function ListPeople({ incidentId, list }: { incidentId: string; list: ListVersionRow }) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const columns = useColumns();
  const pages = useRowPages(["lists.people", list.id], async (afterPersonId: string | undefined, signal) => {
    const rows = await client.lists.people.query({ listId: list.id, afterPersonId }, { signal });
    return pageOf(rows, listPageSize, (row) => row.personId);
  });
  return (
    <Section title={t("list-of.people-of", { version: list.version })}>
      <DataTable
        label={t("list-of.people-of", { version: list.version })}
        columns={columns}
        rows={pages.rows}
        rowId={(row) => row.personId}
        rowHref={(row) => `/incidents/${incidentId}/people/${row.personId}`}
        total={list.peopleCount}
        more={pages.more}
        error={pages.error}
        onRetry={pages.onRetry}
      />
    </Section>
  );
}

function useColumns(): Column<ListedPerson>[] {
  const t = useTranslations("incidents");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("people.name"),
        cell: (row) => <span className="font-bold">{row.name || t("people.no-name")}</span>,
        isRowHeader: true,
      },
      { id: "kana", header: t("people.kana"), cell: (row) => row.kana },
      { id: "addressee", header: t("list-of.addressee"), cell: (row) => t(`addressee.${row.addressee}`) },
      {
        id: "address",
        header: t("people.address"),
        cell: (row) =>
          row.hasAddress ? (
            t("list-of.has-address")
          ) : (
            <span className="text-attention">{t("people.no-address")}</span>
          ),
      },
      {
        id: "documents",
        header: t("people.documents"),
        cell: (row) => row.documents,
        align: "end",
        width: "6rem",
      },
    ],
    [t],
  );
}
