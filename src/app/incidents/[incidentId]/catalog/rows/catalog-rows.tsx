"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { CatalogRowsAsked } from "@/features/catalog/schema";
import { useTRPC, useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { useDenied } from "../../../signed-in-context";
import { SubPage } from "../../../sub-page";
import { useRowPages } from "../../../use-row-pages";
import { type Mend, MendBadge } from "../../mends/mend-note";
import { RereadNotice } from "../../mends/reread-notice";
import { type MendsByLine, useMendsOfImport } from "../../mends/use-mends-of-import";
import { useProblemOfLine } from "../../mends/use-problem-of-line";
import { placeColumn } from "../../place-column";
import { useRuleWords } from "../../use-rule-words";
import { RowDialog } from "./row-dialog";

export type CatalogRow = Outputs["catalog"]["rows"]["rows"][number];

type CatalogRowsProps = { incidentId: string; asked: CatalogRowsAsked };

/** The rows one figure of the account counts, each with its file, line and rule. */
export function CatalogRows({ incidentId, asked }: CatalogRowsProps) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const words = useRuleWords();
  const denied = useDenied()("catalog.rows");
  const [open, setOpen] = useState<CatalogRow | null>(null);
  const mends = useMendsOfImport("catalog", asked.importId, !denied);
  const columns = useColumns(mends);
  const pages = useRowPages(
    ["catalog.rows", asked],
    (after: CatalogRowsAsked["after"], signal) => client.catalog.rows.query({ ...asked, after }, { signal }),
    { enabled: !denied },
  );
  const bucket = t(`bucket.${asked.bucket}`);
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/catalog#account`, label: t("rows.back") }}>
      <Section
        title={
          asked.rule
            ? t("rows.of-rule", { bucket, rule: words(asked.rule) })
            : t("rows.of-bucket", { bucket })
        }
        lead={t("rows.lead")}
      >
        {denied ? (
          <Notice>{denied}</Notice>
        ) : (
          <>
            <RereadCatalogNotice incidentId={incidentId} importId={asked.importId} />
            <DataTable
              label={t("rows.title")}
              columns={columns}
              rows={pages.rows}
              rowId={(row) => String(row.id)}
              more={pages.more}
              error={pages.error}
              onRetry={pages.onRetry}
              onRowOpen={setOpen}
              selectedId={open ? String(open.id) : null}
            />
          </>
        )}
      </Section>
      {open ? (
        <RowDialog row={open} importId={asked.importId} mends={mends} onClose={() => setOpen(null)} />
      ) : null}
    </SubPage>
  );
}

/** Mends of these rows wait to be read; or the catalog they are of was read again. */
function RereadCatalogNotice({ incidentId, importId }: { incidentId: string; importId: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const t = useTranslations("mends");
  const imports = useQuery(trpc.catalog.imports.queryOptions({ incidentId }));
  const one = imports.data?.find(({ id }) => id === importId);
  if (!one) return null;
  if (one.state === "replaced" || one.state === "withdrawn")
    return <Notice className="mb-3">{t(`counts-no-more.${one.state}`)}</Notice>;
  return (
    <div className="mb-3">
      <RereadNotice
        reading={one}
        act="catalog.reread"
        reread={() => client.catalog.reread.mutate({ importId })}
      />
    </div>
  );
}

function useColumns(mends: MendsByLine): Column<CatalogRow>[] {
  const t = useTranslations("incidents");
  return useMemo(
    () => [
      placeColumn(t("rows.place"), "11rem"),
      {
        id: "path",
        header: t("rows.path"),
        cell: (row) => <span className="code break-all">{row.path ?? row.raw.slice(0, 200)}</span>,
        isRowHeader: true,
      },
      {
        id: "rule",
        header: t("rows.rule"),
        cell: (row) => <RuleOfRow row={row} mend={mends.of(row.fileNumber, row.line)} />,
        width: "16rem",
      },
      {
        id: "claim",
        header: t("rows.claim"),
        cell: (row) => <span className="code">{row.claimNumber ?? "–"}</span>,
        width: "11rem",
      },
    ],
    [t, mends],
  );
}

/** The rule or reason, where in the line, and whether the line was mended. */
function RuleOfRow({ row, mend }: { row: CatalogRow; mend: Mend | undefined }) {
  const problemOf = useProblemOfLine();
  return (
    <span className="grid justify-items-start gap-1">
      {problemOf({ reason: row.rule, column: row.reasonColumn, codePoint: row.codePoint })}
      {mend ? <MendBadge mend={mend} /> : null}
    </span>
  );
}
