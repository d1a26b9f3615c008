"use client";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { DescriptionList } from "@/components/description-list";
import { Dialog } from "@/components/dialog";
import type { Outputs } from "../../../outputs";
import { rowsHref } from "../../catalog/rows/rows-href";
import { useRuleWords } from "../../use-rule-words";

type File = Outputs["people"]["get"];

type WayToTapeProps = {
  incidentId: string;
  document: File["documents"][number];
  evidence: File["evidence"];
  onClose: () => void;
};

/** From one paper back to the tape: every row that says so, whole, with the rule that read it. */
export function WayToTape({ incidentId, document, evidence, onClose }: WayToTapeProps) {
  const t = useTranslations("matching");
  const locale = useLocale();
  const name = locale === "ja" ? document.nameJa : document.nameEn;
  const rows = evidence.filter(({ documentId }) => documentId === document.documentId);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      size="lg"
      title={t("person.way-title", { document: `${name} ${document.claimNumber}` })}
      description={t("person.way-lead")}
    >
      <ol className="grid gap-5">
        {rows.map((row) => (
          <li key={`${row.rowId} ${row.medium}`} className="rounded-lg border border-line px-4 py-3">
            <RowFacts incidentId={incidentId} row={row} />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function RowFacts({ incidentId, row }: { incidentId: string; row: File["evidence"][number] }) {
  const t = useTranslations("matching");
  const incidents = useTranslations("incidents");
  const words = useRuleWords();
  const rule = words(row.pathRule);
  return (
    <>
      <DescriptionList
        items={[
          {
            term: t("person.tape"),
            value: (
              <>
                <span className="code font-bold">{row.medium}</span> {incidents(`certainty.${row.coverage}`)}
              </>
            ),
          },
          {
            term: t("person.job"),
            value: row.jobId === null ? null : <span className="code">{row.jobId}</span>,
          },
          {
            term: t("person.index"),
            value: row.fileIndex === null ? null : <span className="code">{row.fileIndex}</span>,
          },
          {
            term: t("person.range"),
            value: row.range ? <span className="figures">{t("person.range-of", row.range)}</span> : null,
          },
          {
            term: t("person.place"),
            value: (
              <span className="code">
                {row.fileName}:{row.line}
              </span>
            ),
          },
          {
            term: t("person.rule"),
            value:
              row.ruleVersion === null ? rule : t("person.rule-version", { rule, version: row.ruleVersion }),
          },
          { term: t("person.path"), value: <span className="code break-all">{row.path}</span> },
        ]}
      />
      <p className="mt-3 text-sm text-ink-soft">{t("person.raw")}</p>
      <pre className="code mt-1 rounded-md bg-sunken px-3 py-2 text-sm break-all whitespace-pre-wrap">
        {row.raw}
      </pre>
      <Link
        className="link mt-2 inline-block text-sm"
        href={rowsHref(incidentId, { importId: row.importId, bucket: row.bucket, rule: row.bucketRule })}
      >
        {t("person.rows-like")}
      </Link>
    </>
  );
}
