"use client";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import type { Outputs } from "../../../outputs";
import { WayToTape } from "./way-to-tape";

type LostDocument = Outputs["people"]["get"]["documents"][number];

type LostDocumentsProps = {
  incidentId: string;
  documents: LostDocument[];
  evidence: Outputs["people"]["get"]["evidence"];
};

/** The papers of this person on the media in scope; each opens the way back to the tape. */
export function LostDocuments({ incidentId, documents, evidence }: LostDocumentsProps) {
  const t = useTranslations("incidents");
  const matching = useTranslations("matching");
  const columns = useColumns();
  const [open, setOpen] = useState<LostDocument | null>(null);
  return (
    <Section title={t("person.documents")} lead={matching("person.open-way")}>
      <DataTable
        label={t("person.documents")}
        columns={columns}
        rows={documents}
        rowId={(row) => row.documentId}
        empty={t("person.no-documents")}
        onRowOpen={setOpen}
        selectedId={open?.documentId ?? null}
      />
      {open ? (
        <WayToTape
          incidentId={incidentId}
          document={open}
          evidence={evidence}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Section>
  );
}

function useColumns(): Column<LostDocument>[] {
  const t = useTranslations("incidents");
  const matching = useTranslations("matching");
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
        id: "roles",
        header: matching("person.roles"),
        cell: (row) =>
          row.roles.map((role) => matching(`person.role.${role}`)).join(locale === "ja" ? "・" : ", "),
        width: "8rem",
      },
      {
        id: "elements",
        header: t("person.elements"),
        cell: (row) =>
          row.elements
            .map((element) => (locale === "ja" ? element.ja : element.en))
            .join(locale === "ja" ? "、" : ", "),
      },
    ],
    [t, matching, format, locale],
  );
}
