"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { DocumentIndexRowsAsked } from "@/features/documents/schema";
import { useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { useDenied } from "../../../signed-in-context";
import { SubPage } from "../../../sub-page";
import { useRowPages } from "../../../use-row-pages";
import { useIndexProblemText } from "../use-index-problem-text";

type Line = Outputs["documents"]["indexRows"]["rows"][number];
type IndexLinesProps = { incidentId: string; asked: DocumentIndexRowsAsked };

/** The lines of a list of papers of one outcome, each as it stands in the file, with what was made of it. */
export function IndexLines({ incidentId, asked }: IndexLinesProps) {
  const client = useTRPCClient();
  const t = useTranslations("documents");
  const denied = useDenied()("documents.indexRows");
  const columns = useColumns();
  const pages = useRowPages(
    ["documents.indexRows", asked],
    (afterLine: number | undefined, signal) =>
      client.documents.indexRows.query({ ...asked, afterLine }, { signal }),
    { enabled: !denied },
  );
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/documents`, label: t("lines.back") }}>
      <Section title={t(`lines.${asked.outcome}`)} lead={t(`lines-lead.${asked.outcome}`)}>
        {denied ? (
          <Notice>{denied}</Notice>
        ) : (
          <DataTable
            label={t("lines.title")}
            columns={columns}
            rows={pages.rows}
            rowId={(row) => String(row.line)}
            more={pages.more}
            error={pages.error}
            onRetry={pages.onRetry}
          />
        )}
      </Section>
    </SubPage>
  );
}

function useColumns(): Column<Line>[] {
  const t = useTranslations("documents");
  const problemText = useIndexProblemText();
  return useMemo(
    () => [
      { id: "line", header: t("lines.line"), cell: ({ line }) => line, align: "end", width: "5rem" },
      {
        id: "what",
        header: t("lines.what"),
        cell: ({ reason, reasonColumn, classCode, claimNumber, receivedOn }) =>
          reason ? (
            problemText({ reason, detail: { column: reasonColumn ?? 0 } })
          ) : (
            <span className="code">{[classCode, claimNumber, receivedOn].filter(Boolean).join(" ")}</span>
          ),
        width: "22rem",
      },
      {
        id: "raw",
        header: t("lines.raw"),
        cell: ({ raw }) => <span className="code text-sm break-all">{raw}</span>,
        isRowHeader: true,
      },
    ],
    [t, problemText],
  );
}
