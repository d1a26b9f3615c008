"use client";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import type { Outputs } from "../../../outputs";
import { placeColumn } from "../../place-column";
import { useRuleWords } from "../../use-rule-words";

type File = Outputs["people"]["get"];
type EvidenceRow = File["evidence"][number];

/** The way back to the tape: every catalog row that puts a paper of this person on a medium, and by which rule. */
export function PersonEvidence({ evidence, documents }: Pick<File, "evidence" | "documents">) {
  const t = useTranslations("incidents");
  const locale = useLocale();
  const words = useRuleWords();
  const columns = useMemo((): Column<EvidenceRow>[] => {
    const classOf = new Map(
      documents.map((one) => [one.documentId, locale === "ja" ? one.nameJa : one.nameEn]),
    );
    return [
      {
        id: "medium",
        header: t("evidence.medium"),
        cell: (row) => <span className="code">{row.medium}</span>,
        width: "9rem",
      },
      {
        id: "job",
        header: t("evidence.job-index"),
        cell: (row) => (
          <span className="code">
            {row.jobId ?? "–"} / {row.fileIndex ?? "–"}
          </span>
        ),
        width: "8rem",
      },
      {
        id: "path",
        header: t("rows.path"),
        cell: (row) => <span className="code text-sm break-all">{row.path}</span>,
        isRowHeader: true,
      },
      {
        id: "class",
        header: t("person.class"),
        cell: (row) => classOf.get(row.documentId) ?? "–",
        width: "8rem",
      },
      placeColumn(t("rows.place"), "9rem"),
      { id: "rule", header: t("evidence.rule"), cell: (row) => words(row.pathRule), width: "12rem" },
    ];
  }, [t, words, documents, locale]);
  return (
    <Section title={t("evidence.title")} lead={t("evidence.lead")}>
      <DataTable
        label={t("evidence.title")}
        columns={columns}
        rows={evidence}
        rowId={(row) => `${row.documentId} ${row.medium} ${row.fileName} ${row.line}`}
      />
    </Section>
  );
}
