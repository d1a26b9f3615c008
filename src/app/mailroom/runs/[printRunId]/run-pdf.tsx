"use client";
import { Download, Eye } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { buttonLook } from "@/components/button-look";
import { CopyButton } from "@/components/copy-button";
import { readableBytes } from "@/components/file-facts";
import { PdfFrame } from "@/components/pdf-frame";
import { Section } from "@/components/section";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { useBlocked } from "../../../incidents/signed-in-context";

/** The run's PDF: its hash, and, only when asked for, since each look is recorded, its pages. */
export function RunPdf({ run }: { run: PrintRunRow }) {
  const t = useTranslations("mailroom");
  const format = useFormatter();
  const blocked = useBlocked()("printRuns.letters");
  const [shown, setShown] = useState(false);
  if (run.pdfSha256 === null || run.renderedAt === null) return null;
  const src = `/api/pdf/print-runs/${run.id}`;
  return (
    <Section
      title={t("pdf.title")}
      lead={t("pdf.lead", {
        pages: run.pageCount ?? 0,
        size: readableBytes(run.pdfBytes ?? 0),
        at: format.dateTime(run.renderedAt, "dayTime"),
      })}
      actions={
        blocked ? null : (
          <>
            <a href={`${src}?download`} download className={buttonLook("primary", "md", false)}>
              <Download aria-hidden="true" className="size-4" />
              {t("pdf.download")}
            </a>
            <Button
              icon={<Eye aria-hidden="true" className="size-4" />}
              aria-expanded={shown}
              onClick={() => setShown(!shown)}
            >
              {shown ? t("pdf.hide") : t("pdf.show")}
            </Button>
          </>
        )
      }
    >
      <p className="text-sm text-ink-soft">
        SHA-256 <span className="code break-all">{run.pdfSha256}</span>{" "}
        <CopyButton text={run.pdfSha256} what={t("pdf.hash")} />
      </p>
      {blocked ? null : (
        <p className="mt-2 text-sm text-ink-soft">
          {t("pdf.machine-file")}{" "}
          <a className="link" href={`/api/mrdf/${run.id}?format=csv`} download>
            CSV
          </a>{" "}
          <a className="link" href={`/api/mrdf/${run.id}?format=json`} download>
            JSON
          </a>
        </p>
      )}
      {shown && !blocked ? (
        <div className="mt-3">
          <PdfFrame src={src} title={t("pdf.frame", { number: run.number })} />
        </div>
      ) : null}
    </Section>
  );
}
