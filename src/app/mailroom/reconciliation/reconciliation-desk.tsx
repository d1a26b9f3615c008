"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, Printer } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useMailroom } from "../mailroom-context";
import { PieceSums } from "../piece-sums";
import { ProofTable } from "./proof-table";
import { reconciliationCsv } from "./reconciliation-csv";
import { ReconciliationTable } from "./reconciliation-table";
import { saveFile } from "./save-file";

/** Every run of the incident with where its pieces are, and what the house's claim of integrity rests on. */
export function ReconciliationDesk() {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const format = useFormatter();
  const { incident } = useMailroom();
  const query = useQuery(trpc.bench.reconciliation.queryOptions({ incidentId: incident.id }));
  const rows = query.data ?? [];
  const save = () => saveFile(`${incident.code}-reconciliation.csv`, reconciliationCsv(rows));
  return (
    <>
      <PageHeader
        title={t("reconciliation.title")}
        lead={
          <>
            <span className="code">{incident.code}</span>　{t("reconciliation.lead")}
          </>
        }
        actions={
          rows.length === 0 ? null : (
            <div className="flex flex-wrap gap-2 print:hidden">
              <Button icon={<Download aria-hidden="true" className="size-4" />} onClick={save}>
                {t("reconciliation.csv")}
              </Button>
              <Button icon={<Printer aria-hidden="true" className="size-4" />} onClick={() => print()}>
                {t("reconciliation.print")}
              </Button>
            </div>
          )
        }
      />
      <Loaded query={query}>
        {(known) =>
          known.length === 0 ? (
            <EmptyState title={t("reconciliation.empty")}>{t("reconciliation.empty-why")}</EmptyState>
          ) : (
            <>
              <PieceSums rows={known} isWhole />
              <Section
                title={t("reconciliation.table")}
                lead={t("reconciliation.as-of", {
                  at: format.dateTime(new Date(query.dataUpdatedAt), "stamp"),
                })}
              >
                <ReconciliationTable rows={known} />
              </Section>
              <Section title={t("reconciliation.proof")} lead={t("reconciliation.proof-lead")}>
                <ProofTable rows={known} />
              </Section>
            </>
          )
        }
      </Loaded>
    </>
  );
}
