"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Figure } from "@/components/figure";
import { Section } from "@/components/section";
import { useErrorText } from "../../error-text";
import { useTRPC } from "../../trpc";
import type { Outputs } from "../outputs";
import type { TextKey } from "../text-key";
import { rowsHref } from "./catalog/rows/rows-href";
import { useRuleWords } from "./use-rule-words";

type AsideRow = { id: string; stage: string; because: string; count: number; href: string };

/** Everything that came in and did not go on, by stage and reason; each line leads to its rows. */
export function SetAside({ incidentId, held }: { incidentId: string; held: number }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const accounts = useQuery(trpc.catalog.accounting.queryOptions({ incidentId }));
  const masters = useQuery(trpc.people.imports.queryOptions({ incidentId }));
  const notices = useQuery(trpc.notices.counts.queryOptions({ incidentId }));
  const fromCatalog = useCatalogAside(incidentId);
  const columns = useColumns();
  const rows = useMemo((): AsideRow[] | undefined => {
    if (!accounts.data || !masters.data || !notices.data) return undefined;
    const at = (tab: string) => `/incidents/${incidentId}/${tab}`;
    const rejected = masters.data
      .filter((one) => one.state === "read" && one.rowsRejected > 0)
      .map((one) => ({
        id: one.id,
        stage: t("stage.people"),
        because: t("aside.rejected", { file: one.fileName }),
        count: one.rowsRejected,
        href: at(`people/lines?import=${one.id}&outcome=rejected`),
      }));
    const withheld = notices.data
      .filter((one) => one.state === "withheld")
      .map((one) => ({
        id: `${one.channel} ${one.addressee} ${one.withheldReason}`,
        stage: t(`channel.${one.channel}`),
        because: t("aside.withheld", {
          reason: t(`withheld.${one.withheldReason ?? "suppressed"}` as TextKey),
          addressee: t(`addressee.${one.addressee}`),
        }),
        count: one.notices,
        href: at(`notices?channel=${one.channel}#withheld`),
      }));
    const heldLetters = {
      id: "held",
      stage: t("stage.letters"),
      because: t("aside.held"),
      count: held,
      href: at("letters#held"),
    };
    return [
      ...fromCatalog(accounts.data),
      ...rejected,
      ...withheld,
      ...(heldLetters.count > 0 ? [heldLetters] : []),
    ];
  }, [accounts.data, masters.data, notices.data, held, incidentId, t, fromCatalog]);
  const failed = [accounts, masters, notices].find((query) => query.error && !query.data);
  return (
    <Section title={t("aside.title")} lead={t("aside.lead")}>
      <DataTable
        label={t("aside.title")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => row.href}
        empty={t("aside.empty")}
        error={failed ? errorText(failed.error) : undefined}
        onRetry={() => failed?.refetch()}
      />
    </Section>
  );
}

function useCatalogAside(incidentId: string) {
  const t = useTranslations("incidents");
  const words = useRuleWords();
  return useMemo(
    () =>
      (accounts: Outputs["catalog"]["accounting"]): AsideRow[] =>
        accounts.flatMap(({ importId, rules }) =>
          rules
            .filter(({ bucket }) => bucket !== "mapped")
            .sort((a, b) => (a.bucket === b.bucket ? b.rows - a.rows : a.bucket < b.bucket ? 1 : -1))
            .map(({ bucket, rule, rows }) => ({
              id: `${importId} ${bucket} ${rule}`,
              stage: t(`bucket.${bucket}`),
              because: words(rule),
              count: rows,
              href: rowsHref(incidentId, { importId, bucket, rule }),
            })),
        ),
    [incidentId, t, words],
  );
}

function useColumns(): Column<AsideRow>[] {
  const t = useTranslations("incidents");
  return useMemo(
    () => [
      { id: "stage", header: t("aside.where"), cell: (row) => row.stage, width: "9rem" },
      { id: "because", header: t("aside.because"), cell: (row) => row.because, isRowHeader: true },
      {
        id: "count",
        header: t("aside.count"),
        cell: (row) => <Figure value={row.count} />,
        align: "end",
        width: "6rem",
      },
    ],
    [t],
  );
}
