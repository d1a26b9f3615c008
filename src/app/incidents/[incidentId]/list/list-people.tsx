"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/components/data-table";
import { Section } from "@/components/section";
import { type ListedPerson, type ListVersionRow, listPageSize } from "@/features/lists/schema";
import { useTRPCClient } from "../../../trpc";
import { PeopleOfList } from "./people-of-list";

/** The people of one version, exactly as they were frozen. */
export function ListPeople({ incidentId, list }: { incidentId: string; list: ListVersionRow }) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const title = t("list-of.people-of", { version: list.version });
  return (
    <Section title={title}>
      <PeopleOfList
        incidentId={incidentId}
        label={title}
        rowsKey={["lists.people", list.id]}
        fetchAfter={(afterPersonId, signal) =>
          client.lists.people.query({ listId: list.id, afterPersonId }, { signal })
        }
        pageSize={listPageSize}
        columns={useColumns()}
        total={list.peopleCount}
      />
    </Section>
  );
}

function useColumns(): Column<ListedPerson>[] {
  const t = useTranslations("incidents");
  return useMemo(
    () => [
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
