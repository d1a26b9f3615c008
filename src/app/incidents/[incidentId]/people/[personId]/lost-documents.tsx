"use client";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import type { Outputs } from "../../../outputs";

type LostDocument = Outputs["people"]["get"]["documents"][number];

/** The papers of this person on the media in scope. */
export function LostDocuments({ documents }: { documents: LostDocument[] }) {
  const t = useTranslations("incidents");
  const columns = useColumns();
  return (
    <Section title={t("person.documents")}>
      <DataTable
        label={t("person.documents")}
        columns={columns}
        rows={documents}
        rowId={(row) => row.documentId}
        empty={t("person.no-documents")}
      />
    </Section>
  );
}

function useColumns(): Column<LostDocument>[] {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "class",
        header: t("person.class"),
        cell: (row) => (locale === "ja" ? row.nameJa : row.nameEn),
        isRowHeader: true,
      },
      {
        id: "received",
        header: t("rows.received"),
        cell: (row) => (
          <span className="figures">
            {row.receivedOn?.length === 10
              ? format.dateTime(new Date(row.receivedOn), "date")
              : (row.receivedOn ?? "–")}
          </span>
        ),
        width: "9rem",
      },
      {
        id: "claim",
        header: t("rows.claim"),
        cell: (row) => <span className="code">{row.claimNumber}</span>,
        width: "13rem",
      },
      {
        id: "media",
        header: t("person.on-media"),
        cell: (row) => <span className="code">{row.media.join(", ")}</span>,
      },
      {
        id: "certainty",
        header: t("person.certainty"),
        cell: (row) => (
          <Badge tone={row.certainty === "full" ? "neutral" : "attention"}>
            {t(`certainty.${row.certainty}`)}
          </Badge>
        ),
        width: "10rem",
      },
      {
        id: "elements",
        header: t("person.elements"),
        cell: (row) => row.elements.map((element) => (locale === "ja" ? element.ja : element.en)).join("、"),
      },
    ],
    [t, format, locale],
  );
}
