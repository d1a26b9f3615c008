"use client";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { type RefusedPerson, refusedPageSize } from "@/features/letters/schema";
import { pageOf, useRowPages } from "../incidents/use-row-pages";
import { useTRPCClient } from "../trpc";

type RefusedPeopleProps = {
  incidentId: string;
  codePoint: string;
  total: number;
  selected: RefusedPerson | null;
  onSelect: (person: RefusedPerson) => void;
};

/** Whose letters wait for a character; choosing a row makes the decision theirs alone. */
export function RefusedPeople({ incidentId, codePoint, total, selected, onSelect }: RefusedPeopleProps) {
  const client = useTRPCClient();
  const t = useTranslations("gaiji");
  const pages = useRowPages(
    ["gaiji.people", incidentId, codePoint, total],
    async (afterPersonId: string | undefined, signal) => {
      const rows = await client.gaiji.people.query({ incidentId, codePoint, afterPersonId }, { signal });
      return pageOf(rows, refusedPageSize, (row) => row.personId);
    },
  );
  const only = total === 1 ? pages.rows?.[0] : undefined;
  const offered = useRef(false);
  useEffect(() => {
    if (only && !offered.current) onSelect(only);
    if (only) offered.current = true;
  }, [only, onSelect]);
  const columns = useMemo<Column<RefusedPerson>[]>(
    () => [
      {
        id: "name",
        header: t("name"),
        isRowHeader: true,
        cell: (row) => (
          <>
            {row.name}
            <span className="block text-sm font-normal text-ink-soft">{row.kana}</span>
          </>
        ),
      },
      { id: "address", header: t("address"), cell: (row) => <span className="text-sm">{row.address}</span> },
      {
        id: "held",
        header: t("letter"),
        width: "6rem",
        cell: (row) => (row.held ? t("held") : t("not-made")),
      },
    ],
    [t],
  );
  return (
    <DataTable
      label={t("whose", { count: total })}
      columns={columns}
      rows={pages.rows}
      rowId={(row) => row.personId}
      selectedId={selected?.personId}
      onRowOpen={onSelect}
      total={total}
      more={pages.more}
      error={pages.error}
      onRetry={pages.onRetry}
      maxHeight="16rem"
    />
  );
}
