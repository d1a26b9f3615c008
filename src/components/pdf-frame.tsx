"use client";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";

type PdfFrameProps = {
  /** Address of a PDF of ours that is served inline and may be framed (under `/api/pdf/`). */
  src: string;
  /** What the PDF is, for screen readers and the link. */
  title: string;
  /** CSS height of the frame; an A4 page by default. */
  height?: string;
};

/** A PDF in the page, with a link for browsers that draw none. */
export function PdfFrame({ src, title, height = "min(80vh, 62rem)" }: PdfFrameProps) {
  const t = useTranslations("common");
  return (
    <figure className="min-w-0">
      <iframe
        src={`${src}#view=FitH`}
        title={title}
        style={{ height }}
        className="w-full rounded-md border border-line bg-sunken"
      />
      <figcaption className="mt-1.5 text-sm">
        <a href={src} target="_blank" rel="noreferrer" className="link inline-flex items-center gap-1">
          {t("pdf.open")}
          <ExternalLink aria-hidden="true" className="size-3.5" />
        </a>
      </figcaption>
    </figure>
  );
}
