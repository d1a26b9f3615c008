"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Figure } from "@/components/figure";
import { Section } from "@/components/section";
import type { Tone } from "@/components/tone";
import type { PrintRunRow, PrintRunState } from "@/features/print-runs/schema";
import { useErrorText } from "../../../error-text";

const tones: Record<PrintRunState, Tone> = {
  open: "attention",
  sealed: "neutral",
  rendered: "attention",
  released: "attention",
  printed: "attention",
  "handed-over": "ok",
};

/** Every run with its state and last step. */
export function RunTable({ runs }: { runs: PrintRunRow[] }) {
  const t = useTranslations("incidents");
  const columns = useColumns();
  return (
    <Section title={t("print.all-runs")}>
      <DataTable
        label={t("print.all-runs")}
        columns={columns}
        rows={runs}
        rowId={(row) => row.id}
        total={runs.length}
      />
    </Section>
  );
}

function useColumns(): Column<PrintRunRow>[] {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const errorText = useErrorText();
  return useMemo(
    () => [
      {
        id: "number",
        header: t("print.number"),
        cell: (row) => <span className="code">{row.number}</span>,
        isRowHeader: true,
        width: "6rem",
      },
      {
        id: "state",
        header: t("list.state"),
        cell: (row) =>
          row.problem ? (
            <>
              <Badge tone="danger">{t("print.problem")}</Badge>{" "}
              {errorText({ kind: "internal", ...row.problem })}
            </>
          ) : (
            <Badge tone={tones[row.state]}>{t(`run-state.${row.state}`)}</Badge>
          ),
      },
      {
        id: "addressee",
        header: t("list-of.addressee"),
        cell: (row) => t(`addressee.${row.addressee}`),
      },
      {
        id: "letters",
        header: t("print.letters"),
        cell: (row) => <Figure value={row.letterCount} />,
        align: "end",
        width: "6rem",
      },
      {
        id: "pages",
        header: t("print.pages"),
        cell: (row) => <Figure value={row.pageCount} />,
        align: "end",
        width: "6rem",
      },
      {
        id: "last",
        header: t("print.last-step"),
        cell: (row) => (
          <span className="figures">
            {format.dateTime(
              row.handedOverAt ?? row.printedAt ?? row.renderedAt ?? row.sealedAt ?? row.plannedAt,
              "stamp",
            )}
          </span>
        ),
        width: "12rem",
      },
    ],
    [t, format, errorText],
  );
}
