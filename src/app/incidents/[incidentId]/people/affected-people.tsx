"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useDeferredValue, useMemo, useState } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { type Column, DataTable } from "@/components/data-table";
import { SearchBox } from "@/components/search-box";
import { Section } from "@/components/section";
import { Toolbar } from "@/components/toolbar";
import { useTRPC, useTRPCClient } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import { useRowPages } from "../../use-row-pages";

type Person = Outputs["people"]["affected"]["people"][number];

/** The people concerned, in the order of their kana; found by name in any width or variant, or by a number. */
export function AffectedPeople({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const river = useQuery(trpc.reports.river.queryOptions({ incidentId }));
  const total = river.data?.facts.people.affected;
  const columns = useColumns();
  const pages = useRowPages(
    ["people.affected", incidentId, search, total],
    async (after: { kanaKey: string; id: string } | undefined, signal) => {
      const page = await client.people.affected.query(
        { incidentId, search: search || undefined, after },
        { signal },
      );
      return { rows: page.people, next: page.next };
    },
  );
  return (
    <Section
      title={t("people.title")}
      lead={t("people.lead")}
      actions={<DeriveAgain incidentId={incidentId} />}
    >
      <Toolbar label={t("people.search-tools")}>
        <div className="w-full max-w-xl">
          <SearchBox
            label={t("people.search")}
            placeholder={t("people.search")}
            value={text}
            onValueChange={setText}
            busy={pages.isSearching}
            shortcut="/"
          />
        </div>
      </Toolbar>
      <DataTable
        label={t("people.title")}
        columns={columns}
        rows={pages.rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/incidents/${incidentId}/people/${row.id}`}
        total={search ? undefined : total}
        more={pages.more}
        empty={search ? t("people.none-found") : t("people.none")}
        error={pages.error}
        onRetry={pages.onRetry}
      />
    </Section>
  );
}

function DeriveAgain({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const changed = useChanged();
  const derive = useMutation(trpc.people.derive.mutationOptions({ onSuccess: changed }));
  return (
    <Button
      size="sm"
      tone="quiet"
      busy={derive.isPending}
      blockedBecause={blocked("people.derive")}
      onClick={() => derive.mutate({ incidentId })}
    >
      {t("people.derive")}
    </Button>
  );
}

function useColumns(): Column<Person>[] {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("people.name"),
        cell: (row) => (
          <>
            <span className="font-bold">{row.name || t("people.no-name")}</span>
            <span className="block text-xs text-ink-soft">{row.kana}</span>
          </>
        ),
        isRowHeader: true,
        width: "13rem",
      },
      {
        id: "number",
        header: t("people.insured-number"),
        cell: (row) => <span className="code">{row.insuredNumber}</span>,
        width: "10rem",
      },
      {
        id: "birth",
        header: t("people.birth"),
        cell: (row) =>
          row.birthDate ? (
            <span className="figures">{format.dateTime(new Date(row.birthDate), "date")}</span>
          ) : (
            "–"
          ),
        width: "8rem",
      },
      {
        id: "address",
        header: t("people.address"),
        cell: (row) => row.address || <span className="text-attention">{t("people.no-address")}</span>,
      },
      {
        id: "marks",
        header: t("people.marks"),
        cell: (row) => (
          <>
            {row.deceasedOn ? <Badge>{t("people.deceased")}</Badge> : null}
            {row.guardianName ? <Badge>{t("people.guardian")}</Badge> : null}
          </>
        ),
        width: "8rem",
      },
      {
        id: "documents",
        header: t("people.documents"),
        cell: (row) => row.documentCount,
        align: "end",
        width: "5rem",
      },
    ],
    [t, format],
  );
}
