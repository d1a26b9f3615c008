"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import type { Outputs } from "../../outputs";
import type { TextKey } from "../../text-key";

type ScopeChange = Outputs["incidents"]["scopeChanges"][number];

/** Why the scope is what it is: every change, with who made it and the reason they gave. */
export function ScopeChanges({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const format = useFormatter();
  const errorText = useErrorText();
  const changes = useQuery(trpc.incidents.scopeChanges.queryOptions({ incidentId }));
  const media = useQuery(trpc.media.list.queryOptions({ incidentId }));
  const columns = useMemo((): Column<ScopeChange>[] => {
    const labels = new Map((media.data ?? []).map((medium) => [medium.id, medium.label]));
    return [
      {
        id: "at",
        header: t("history.when"),
        cell: (row) => <span className="figures">{format.dateTime(row.at, "stamp")}</span>,
        width: "11rem",
      },
      {
        id: "medium",
        header: t("media.label"),
        cell: (row) => <span className="code">{labels.get(row.subjectId ?? "") ?? "–"}</span>,
        width: "10rem",
      },
      {
        id: "change",
        header: t("history.change"),
        cell: (row) =>
          t.has(`scope-change.${row.change}` as TextKey)
            ? t(`scope-change.${row.change}` as TextKey)
            : row.change,
        width: "13rem",
      },
      { id: "reason", header: t("reason.label"), cell: (row) => row.reason, isRowHeader: true },
      { id: "by", header: t("history.by"), cell: (row) => row.byName ?? "–", width: "10rem" },
    ];
  }, [t, format, media.data]);
  return (
    <Section title={t("scope.title")} lead={t("scope.lead")}>
      <DataTable
        label={t("scope.title")}
        columns={columns}
        rows={changes.data}
        rowId={(row) => row.id}
        empty={t("scope.none")}
        error={changes.error && !changes.data ? errorText(changes.error) : undefined}
        onRetry={() => changes.refetch()}
      />
    </Section>
  );
}
