"use client";
import { useFormatter, useTranslations } from "next-intl";
import { DescriptionList } from "@/components/description-list";
import { Dialog } from "@/components/dialog";
import { MendDialog } from "../../mends/mend-dialog";
import { MendNote } from "../../mends/mend-note";
import type { MendsByLine } from "../../mends/use-mends-of-import";
import { useProblemOfLine } from "../../mends/use-problem-of-line";
import { useRuleWords } from "../../use-rule-words";
import { useCatalogMending } from "../use-catalog-mending";
import type { CatalogRow } from "./catalog-rows";

type RowDialogProps = { row: CatalogRow; importId: string; mends: MendsByLine; onClose: () => void };

/** One row of the catalog: as it was read, beside what we made of it; what was not understood can be mended. */
export function RowDialog({ row, importId, mends, onClose }: RowDialogProps) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const words = useRuleWords();
  const problemOf = useProblemOfLine();
  const mending = useCatalogMending(importId, row.fileNumber, row.line);
  const isUnclear = row.bucket === "unresolved" && row.path === null;
  const mend = mends.of(row.fileNumber, row.line);
  if (isUnclear)
    return (
      <MendDialog
        title={t("rows.one", { file: row.fileName, line: String(row.line) })}
        mending={mending}
        onClose={onClose}
      >
        <p className="mb-3 text-danger">
          {problemOf({ reason: row.rule, column: row.reasonColumn, codePoint: row.codePoint })}
        </p>
      </MendDialog>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      size="lg"
      title={t("rows.one", { file: row.fileName, line: String(row.line) })}
    >
      {mend ? (
        <div className="mb-4">
          <MendNote mend={mend} />
        </div>
      ) : null}
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
