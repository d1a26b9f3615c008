"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import type { LockedPerson } from "@/features/hotline/schema";
import { useErrorText } from "../../error-text";
import { useTRPC } from "../../trpc";
import { useDesk } from "../hotline-context";
import { shownName } from "../spoken-name";
import { duePollMs } from "../use-due-polling";

/** For supervisors: whose verification failed three times today, with whom, and until when nobody may try. */
export function LockedPeople() {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const errorText = useErrorText();
  const format = useFormatter();
  const { incidentId } = useDesk();
  const locked = useQuery({
    ...trpc.hotline.locked.queryOptions({ incidentId }),
    refetchInterval: duePollMs,
  });
  const columns = useMemo<Column<LockedPerson>[]>(
    () => [
      {
        id: "name",
        header: t("callbacks.name"),
        width: "10rem",
        isRowHeader: true,
        cell: (row) => shownName(row.maskedName),
      },
      {
        id: "last",
        header: t("locked.last"),
        width: "13rem",
        cell: (row) => <span className="figures">{format.dateTime(row.lastFailureAt, "dayTime")}</span>,
      },
      {
        id: "until",
        header: t("locked.until"),
        width: "13rem",
        cell: (row) => <span className="figures">{format.dateTime(row.lockedUntil, "dayTime")}</span>,
      },
      {
        id: "failures",
        header: t("locked.failures"),
        align: "end",
        width: "8rem",
        cell: (row) => <span className="figures">{row.failures}</span>,
      },
      { id: "agents", header: t("locked.agents"), cell: (row) => format.list(row.agentNames) },
    ],
    [t, format],
  );
  return (
    <Section title={t("tab.locked")} lead={t("locked.lead")}>
      <DataTable
        label={t("tab.locked")}
        columns={columns}
        rows={locked.data}
        rowId={(row) => row.personId}
        empty={t("locked.none")}
        error={locked.error && !locked.data ? errorText(locked.error) : undefined}
        onRetry={() => void locked.refetch()}
      />
    </Section>
  );
}
