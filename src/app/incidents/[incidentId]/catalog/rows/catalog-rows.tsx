"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { CatalogRowsAsked } from "@/features/catalog/schema";
import { useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { useDenied } from "../../../signed-in-context";
import { SubPage } from "../../../sub-page";
import { useRowPages } from "../../../use-row-pages";
import { placeColumn } from "../../place-column";
import { useRuleWords } from "../../use-rule-words";
import { RowDialog } from "./row-dialog";

export type CatalogRow = Outputs["catalog"]["rows"]["rows"][number];

type CatalogRowsProps = { incidentId: string; asked: CatalogRowsAsked };

/** The rows one figure of the account counts, each with its file, line and rule. */
export function CatalogRows({ incidentId, asked }: CatalogRowsProps) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const words = useRuleWords();
  const denied = useDenied()("catalog.rows");
  const [open, setOpen] = useState<CatalogRow | null>(null);
  const columns = useColumns();
  const pages = useRowPages(
    ["catalog.rows", asked],
    (after: CatalogRowsAsked["after"], signal) => client.catalog.rows.query({ ...asked, after }, { signal }),
    { enabled: !denied },
  );
  const bucket = t(`bucket.${asked.bucket}`);
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/catalog#account`, label: t("rows.back") }}>
      <Section
        title={
          asked.rule
            ? t("rows.of-rule", { bucket, rule: words(asked.rule) })
            : t("rows.of-bucket", { bucket })
        }
        lead={t("rows.lead")}
      >
        {denied ? (
          <Notice>{denied}</Notice>
        ) : (
          <DataTable
            label={t("rows.title")}
            columns={columns}
            rows={pages.rows}
            rowId={(row) => String(row.id)}
            more={pages.more}
            error={pages.error}
            onRetry={pages.onRetry}
            onRowOpen={setOpen}
            selectedId={open ? String(open.id) : null}
          />
        )}
      </Section>
      <RowDialog row={open} onClose={() => setOpen(null)} />
    </SubPage>
  );
}

function useColumns(): Column<CatalogRow>[] {
  const t = useTranslations("incidents");
  const words = useRuleWords();
  return useMemo(
    () => [
      placeColumn(t("rows.place"), "11rem"),
      {
        id: "path",
        header: t("rows.path"),
        cell: (row) => <span className="code break-all">{row.path ?? row.raw.slice(0, 200)}</span>,
        isRowHeader: true,
      },
      { id: "rule", header: t("rows.rule"), cell: (row) => words(row.rule), width: "14rem" },
      {
        id: "claim",
        header: t("rows.claim"),
        cell: (row) => <span className="code">{row.claimNumber ?? "–"}</span>,
        width: "11rem",
      },
    ],
    [t, words],
  );
}
