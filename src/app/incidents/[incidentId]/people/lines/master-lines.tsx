"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { PersonRecordsAsked } from "@/features/people/schema";
import { useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { useDenied } from "../../../signed-in-context";
import { SubPage } from "../../../sub-page";
import { useRowPages } from "../../../use-row-pages";
import { useMasterProblemText } from "../use-master-problem-text";

type Line = Outputs["people"]["records"]["rows"][number];
type MasterLinesProps = { incidentId: string; asked: PersonRecordsAsked };

/** The lines of a master of one outcome, each as it stands in the file, with what is to be said about it. */
export function MasterLines({ incidentId, asked }: MasterLinesProps) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const denied = useDenied()("people.records");
  const columns = useColumns();
  const pages = useRowPages(
    ["people.records", asked],
    (afterLine: number | undefined, signal) =>
      client.people.records.query({ ...asked, afterLine }, { signal }),
    { enabled: !denied },
  );
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/people`, label: t("lines.back") }}>
      <Section
        title={asked.withWarnings ? t("lines.with-warnings") : t(`outcome.${asked.outcome}`)}
        lead={asked.withWarnings ? t("lines.warnings-lead") : t(`lines.lead-${asked.outcome}`)}
      >
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
  const t = useTranslations("incidents");
  const problemText = useMasterProblemText();
  return useMemo(
    () => [
      {
        id: "line",
        header: t("lines.line"),
        cell: (row) => row.line,
        align: "end",
        width: "5rem",
      },
      {
        id: "why",
        header: t("lines.why"),
        cell: (row) => <WhyOfLine line={row} problemText={problemText} />,
        width: "20rem",
      },
      {
        id: "raw",
        header: t("lines.raw"),
        cell: (row) => <span className="code text-sm break-all">{row.raw}</span>,
        isRowHeader: true,
      },
    ],
    [t, problemText],
  );
}

type WhyOfLineProps = { line: Line; problemText: ReturnType<typeof useMasterProblemText> };

function WhyOfLine({ line, problemText }: WhyOfLineProps) {
  const t = useTranslations("incidents");
  if (line.duplicateOfLine !== null) return t("lines.duplicate-of", { line: String(line.duplicateOfLine) });
  const said = line.reason
    ? [
        problemText({
          reason: line.reason,
          detail: { column: line.reasonColumn ?? 0, codePoint: line.codePoint ?? "" },
        }),
      ]
    : (line.warnings ?? []).map(
        ({ field, reason, codePoint }) =>
          `${t(`field.${field}` as "field.address")}: ${problemText({ reason, detail: { codePoint: codePoint ?? "" } })}`,
      );
  return said.map((sentence) => (
    <span key={sentence} className="block">
      {sentence}
    </span>
  ));
}
