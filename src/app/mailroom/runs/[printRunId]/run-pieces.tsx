"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { type PrintRunRow, piecesPageSize, type RunPiece } from "@/features/print-runs/schema";
import { useBlocked } from "../../../incidents/signed-in-context";
import { pageOf, useRowPages } from "../../../incidents/use-row-pages";
import { useTRPCClient } from "../../../trpc";

/** The pieces of the run in their order: number, postcode, pages. Nobody's name. */
export function RunPieces({ run }: { run: PrintRunRow }) {
  const client = useTRPCClient();
  const t = useTranslations("mailroom");
  const columns = useColumns();
  const blocked = useBlocked()("printRuns.letters");
  const pages = useRowPages(
    ["print-runs.letters", run.id, run.state],
    async (afterSequence: number | undefined, signal) => {
      const rows = await client.printRuns.letters.query({ printRunId: run.id, afterSequence }, { signal });
      return pageOf(rows, piecesPageSize, (row) => row.sequence);
    },
    { enabled: !blocked },
  );
  return (
    <Section title={t("pieces.title")} lead={t("pieces.lead")}>
      {blocked ? (
        <Notice>{blocked}</Notice>
      ) : (
        <DataTable
          label={t("pieces.of", { number: run.number })}
          columns={columns}
          rows={pages.rows}
          rowId={(row) => String(row.sequence)}
          total={run.letterCount}
          more={pages.more}
          error={pages.error}
          onRetry={pages.onRetry}
          maxHeight="28rem"
        />
      )}
    </Section>
  );
}

function useColumns(): Column<RunPiece>[] {
  const t = useTranslations("mailroom");
  const bench = useTranslations("bench");
  return useMemo(
    () => [
      {
        id: "sequence",
        header: t("pieces.sequence"),
        cell: (row) => row.sequence,
        align: "end",
        width: "5rem",
      },
      {
        id: "number",
        header: t("pieces.inquiry-number"),
        cell: (row) => <span className="code">{row.inquiryNumber}</span>,
        isRowHeader: true,
        width: "13rem",
      },
      {
        id: "postcode",
        header: t("pieces.postcode"),
        cell: (row) => (
          <span className="code">
            {row.postcode ? `${row.postcode.slice(0, 3)}-${row.postcode.slice(3)}` : "–"}
          </span>
        ),
        width: "8rem",
      },
      { id: "pages", header: t("pieces.pages"), cell: pageSpan, align: "end", width: "7rem" },
      {
        id: "state",
        header: t("pieces.state"),
        cell: (row) => (
          <span className="flex flex-wrap items-center gap-2">
            {bench(`stage.${row.stage}`)}
            {row.stopped ? <Badge tone="attention">{t("pieces.stopped")}</Badge> : null}
            {row.onHold ? <Badge tone="attention">{bench("desk.missing-hold")}</Badge> : null}
          </span>
        ),
      },
    ],
    [t, bench],
  );
}

function pageSpan({ firstPage, pages }: RunPiece): string {
  if (firstPage === null || pages === null) return "–";
  return pages === 1 ? String(firstPage) : `${firstPage}–${firstPage + pages - 1}`;
}
