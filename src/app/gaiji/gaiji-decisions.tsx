"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import type { GaijiDecisionRow } from "@/features/letters/schema";
import { ConfirmDialog } from "../incidents/confirm-dialog";
import { useBlocked } from "../incidents/signed-in-context";
import { useChanged } from "../incidents/use-changed";
import { Loaded } from "../loaded";
import { useTRPC, useTRPCClient } from "../trpc";
import type { TextKey } from "./text-key";

/** What was decided about characters, by whom and why, each to be taken back. */
export function GaijiDecisions({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("gaiji");
  const decisions = useQuery(trpc.gaiji.decisions.queryOptions({ incidentId }));
  const columns = useColumns();
  return (
    <Section title={t("decisions")} lead={t("decisions-lead")}>
      <Loaded query={decisions}>
        {(rows) => (
          <DataTable
            label={t("decisions")}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            empty={t("no-decisions")}
          />
        )}
      </Loaded>
    </Section>
  );
}

function useColumns(): Column<GaijiDecisionRow>[] {
  const t = useTranslations("gaiji");
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: "code",
        header: t("code"),
        isRowHeader: true,
        width: "11rem",
        cell: (row) => <span className="code">{row.codePoint}</span>,
      },
      {
        id: "way",
        header: t("way"),
        cell: (row) => (
          <>
            {t(`remedy.${row.remedy}`)}
            <span className="block text-sm text-ink-soft">
              {row.font ? t(`font.${row.font}` as TextKey) : row.replacement}
            </span>
          </>
        ),
      },
      { id: "for", header: t("for"), cell: (row) => row.personName ?? t("everybody") },
      {
        id: "why",
        header: t("reason"),
        cell: (row) => (
          <>
            {row.reason}
            <span className="block text-sm text-ink-soft">
              {row.byName} <span className="figures">{format.dateTime(row.at, "stamp")}</span>
            </span>
          </>
        ),
      },
      {
        id: "letters",
        header: t("letters"),
        align: "end",
        width: "6rem",
        cell: (row) => <span className="figures">{format.number(row.letters)}</span>,
      },
      { id: "act", header: t("state"), width: "9rem", cell: (row) => <TakeBack decision={row} /> },
    ],
    [t, format],
  );
}

function TakeBack({ decision }: { decision: GaijiDecisionRow }) {
  const t = useTranslations("gaiji");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  if (decision.withdrawnAt) return <Badge>{t("taken-back", { name: decision.withdrawnByName ?? "" })}</Badge>;
  return (
    <ConfirmDialog
      title={t("take-back-title", { codePoint: decision.codePoint })}
      description={t("take-back-why")}
      confirm={t("take-back")}
      danger
      trigger={
        <Button size="sm" blockedBecause={blocked("gaiji.withdraw")}>
          {t("take-back")}
        </Button>
      }
      act={async () => {
        await client.gaiji.withdraw.mutate({ gaijiDecisionId: decision.id });
        await changed();
      }}
    />
  );
}
