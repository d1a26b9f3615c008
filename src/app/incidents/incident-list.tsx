"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/page-header";
import { useErrorText } from "../error-text";
import { useTRPC } from "../trpc";
import { OpenIncidentDialog } from "./open-incident-dialog";
import type { Outputs } from "./outputs";
import { useMay } from "./signed-in-context";

type IncidentRow = Outputs["incidents"]["list"][number];

/** Every incident, and the way to open another. */
export function IncidentList() {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const may = useMay();
  const list = useQuery(trpc.incidents.list.queryOptions());
  const columns = useColumns();
  const open = <OpenIncidentDialog knownCodes={list.data?.map(({ code }) => code) ?? []} />;
  return (
    <>
      <PageHeader
        title={t("list.title")}
        lead={t("list.lead")}
        actions={
          <>
            {list.data?.length === 0 ? null : open}
            {may("staff.list") ? <LinkButton href="/incidents/staff">{t("staff.title")}</LinkButton> : null}
          </>
        }
      />
      {list.data?.length === 0 ? (
        <EmptyState title={t("list.empty")} action={open}>
          {t("list.empty-why")}
        </EmptyState>
      ) : (
        <DataTable
          label={t("list.title")}
          columns={columns}
          rows={list.data}
          rowId={(row) => row.id}
          rowHref={(row) => `/incidents/${row.id}`}
          error={list.error && !list.data ? errorText(list.error) : undefined}
          onRetry={() => list.refetch()}
        />
      )}
    </>
  );
}

function useColumns(): Column<IncidentRow>[] {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: "title",
        header: t("list.name"),
        cell: (row) => <span className="font-bold">{row.title}</span>,
        isRowHeader: true,
      },
      {
        id: "code",
        header: t("list.code"),
        cell: (row) => <span className="code">{row.code}</span>,
        width: "11rem",
      },
      {
        id: "discovered",
        header: t("list.discovered"),
        cell: (row) => <span className="figures">{format.dateTime(new Date(row.discoveredOn), "date")}</span>,
        width: "8rem",
      },
      {
        id: "state",
        header: t("list.state"),
        cell: (row) => (
          <Badge tone={row.state === "open" ? "attention" : "done"}>{t(`state.${row.state}`)}</Badge>
        ),
        width: "7rem",
      },
    ],
    [t, format],
  );
}
