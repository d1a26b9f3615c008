"use client";
import { useFormatter, useTranslations } from "next-intl";
import { DescriptionList } from "@/components/description-list";
import { Dialog } from "@/components/dialog";
import { useRuleWords } from "../../use-rule-words";
import type { CatalogRow } from "./catalog-rows";

/** One row of the catalog: as it was read, beside what we made of it. */
export function RowDialog({ row, onClose }: { row: CatalogRow | null; onClose: () => void }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const words = useRuleWords();
  if (!row) return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      size="lg"
      title={t("rows.one", { file: row.fileName, line: String(row.line) })}
    >
      <pre className="code mb-4 overflow-x-auto rounded-md bg-sunken px-3 py-2 text-sm whitespace-pre-wrap break-all">
        {row.raw}
      </pre>
      <DescriptionList
        items={[
          {
            term: t("rows.path"),
            value: row.path ? <span className="code break-all">{row.path}</span> : null,
          },
          { term: t("rows.bucket"), value: t(`bucket.${row.bucket}`) },
          { term: t("rows.rule"), value: words(row.rule) },
          {
            term: t("rows.job"),
            value: row.jobId === null ? null : <span className="code">{row.jobId}</span>,
          },
          {
            term: t("rows.index"),
            value: row.fileIndex === null ? null : <span className="code">{row.fileIndex}</span>,
          },
          {
            term: t("rows.size"),
            value:
              row.sizeBytes === null ? null : (
                <span className="figures">{format.number(row.sizeBytes)} B</span>
              ),
          },
          {
            term: t("rows.claim"),
            value: row.claimNumber ? <span className="code">{row.claimNumber}</span> : null,
          },
          { term: t("rows.class"), value: row.classCode },
          { term: t("rows.received"), value: row.receivedOn },
        ]}
      />
    </Dialog>
  );
}
