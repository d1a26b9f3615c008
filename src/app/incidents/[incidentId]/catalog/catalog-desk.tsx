"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { DerivingNotice } from "../deriving-notice";
import { CatalogImports } from "./catalog-imports";
import { Completeness } from "./completeness";
import { LiveCatalog } from "./live-catalog";
import { NewCatalog } from "./new-catalog";
import { RowAccounts } from "./row-accounts";

type CatalogDeskProps = { incidentId: string; broughtUploadId?: string };

/** The catalog: files in, how far they are read, whether they tell everything, and what became of every row. */
export function CatalogDesk({ incidentId, broughtUploadId }: CatalogDeskProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const may = useMay();
  const imports = useQuery(trpc.catalog.imports.queryOptions({ incidentId }));
  return (
    <Loaded query={imports}>
      {(rows) => (
        <>
          <DerivingNotice incidentId={incidentId} />
          {rows.some((row) => row.state === "read") ? (
            <>
              <Completeness incidentId={incidentId} />
              <RowAccounts incidentId={incidentId} imports={rows} />
            </>
          ) : null}
          {rows.length > 0 ? <CatalogImports imports={rows} /> : null}
          <Section
            title={rows.length > 0 ? t("catalog.another") : t("catalog.first")}
            lead={t("catalog.how-to-export")}
          >
            {may("catalog.startImport") ? (
              <NewCatalog incidentId={incidentId} broughtUploadId={broughtUploadId} />
            ) : (
              <p className="text-ink-soft">{t("catalog.not-you")}</p>
            )}
          </Section>
          {may("catalog.fetchLive") ? (
            <Section title={t("live-catalog.title")} lead={t("live-catalog.lead")}>
              <LiveCatalog incidentId={incidentId} />
            </Section>
          ) : null}
        </>
      )}
    </Loaded>
  );
}
