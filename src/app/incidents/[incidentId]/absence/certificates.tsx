"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { PdfFrame } from "@/components/pdf-frame";
import { RadioGroup } from "@/components/radio-group";
import { Section } from "@/components/section";
import type { CertificateRow } from "@/features/scope/absence/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";

type CertificatesProps = { incidentId: string; shownId: string | null; onShow: (id: string) => void };

/** The certificates that were issued, without whom they are about; one is shown to be printed. */
export function Certificates({ incidentId, shownId, onShow }: CertificatesProps) {
  const trpc = useTRPC();
  const t = useTranslations("lists");
  const errorText = useErrorText();
  const query = useQuery(trpc.absence.certificates.queryOptions({ incidentId }));
  const columns = useColumns();
  const shown = query.data?.find(({ certificateId }) => certificateId === shownId);
  return (
    <>
      {shown ? <OneCertificate certificate={shown} /> : null}
      <Section title={t("certificates.title")} lead={t("certificates.lead")}>
        <DataTable
          label={t("certificates.title")}
          columns={columns}
          rows={query.data}
          rowId={(row) => row.certificateId}
          selectedId={shownId}
          onRowOpen={(row) => onShow(row.certificateId)}
          empty={t("certificates.none")}
          error={query.error && !query.data ? errorText(query.error) : undefined}
          onRetry={() => void query.refetch()}
        />
      </Section>
    </>
  );
}

function OneCertificate({ certificate }: { certificate: CertificateRow }) {
  const t = useTranslations("lists");
  const locale = useLocale();
  const [language, setLanguage] = useState<string>(locale);
  return (
    <Section
      title={
        <>
          {t("certificates.one")} <span className="code">{certificate.number}</span>
        </>
      }
    >
      <RadioGroup
        label={t("certificates.language")}
        inline
        value={language}
        onValueChange={setLanguage}
        options={[
          { value: "ja", label: t("certificates.ja") },
          { value: "en", label: t("certificates.en") },
        ]}
      />
      <div className="mt-3 max-w-4xl">
        <PdfFrame
          src={`/api/pdf/absence/${certificate.certificateId}?language=${language}`}
          title={t("certificates.one")}
        />
      </div>
    </Section>
  );
}

function useColumns(): Column<CertificateRow>[] {
  const t = useTranslations("lists");
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: "number",
        header: t("certificates.number"),
        cell: (row) => <span className="code font-bold">{row.number}</span>,
        isRowHeader: true,
      },
      {
        id: "version",
        header: t("certificates.list"),
        cell: (row) => t("nth", { version: row.listVersion }),
      },
      {
        id: "when",
        header: t("certificates.when"),
        cell: (row) => <span className="figures">{format.dateTime(row.issuedAt, "stamp")}</span>,
      },
      { id: "who", header: t("certificates.who"), cell: (row) => row.issuedByName },
      {
        id: "hash",
        header: t("certificates.hash"),
        cell: (row) => <span className="code text-sm">{row.contentHash.slice(0, 12)}…</span>,
        width: "10rem",
      },
    ],
    [t, format],
  );
}
