"use client";
import clsx from "clsx";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { type DrawnPage, drawPdfPages } from "./draw-pdf-pages";
import { Notice } from "./notice";
import { Spinner } from "./spinner";

type PdfPagesProps = {
  /** Address of a PDF of ours. Another address draws anew; what was drawn stays until the new pages are there. */
  src: string;
  /** What the PDF is, for screen readers and the link. */
  title: string;
  describeError: (error: unknown) => string;
};

/** The pages of a PDF as pictures: the same in every browser, and nothing a plugin draws. */
export function PdfPages({ src, title, describeError }: PdfPagesProps) {
  const t = useTranslations("common");
  const { pages, error, isDrawing, again } = useDrawnPages(src);
  return (
    <figure className="min-w-0" aria-busy={isDrawing}>
      {error ? (
        <Notice
          tone="danger"
          live
          action={
            <Button size="sm" onClick={again}>
              {t("retry")}
            </Button>
          }
        >
          {describeError(error)}
        </Notice>
      ) : null}
      {!pages && !error ? (
        <p className="flex min-h-24 items-center gap-2 text-ink-soft">
          <Spinner />
          {t("loading")}
        </p>
      ) : null}
      <div className={clsx("grid gap-3 transition-opacity", (isDrawing || error !== null) && "opacity-50")}>
        {pages?.map((page, i) => (
          <DrawnSheet
            // biome-ignore lint/suspicious/noArrayIndexKey: pages have no other name than their number
            key={i}
            page={page}
            label={t("pdf.page", { title, page: i + 1, pages: pages.length })}
          />
        ))}
      </div>
      <figcaption className="mt-1.5 text-sm">
        <a href={src} target="_blank" rel="noreferrer" className="link inline-flex items-center gap-1">
          {t("pdf.open")}
          <ExternalLink aria-hidden="true" className="size-3.5" />
        </a>
      </figcaption>
    </figure>
  );
}

/** Paper is white in the dark, too: it is looked at as it will be printed. */
function DrawnSheet({ page, label }: { page: DrawnPage; label: string }) {
  return (
    <div>
      {/* biome-ignore lint/performance/noImgElement: a picture drawn here, not one to be loaded */}
      <img
        src={page.image}
        alt={label}
        style={{ aspectRatio: `${page.widthPt} / ${page.heightPt}` }}
        className="h-auto w-full rounded-sm border border-line bg-white"
      />
      <p className="sr-only">{page.text}</p>
    </div>
  );
}

type Drawn = { src: string; pages: DrawnPage[] | null; error: unknown };

function useDrawnPages(src: string) {
  const [drawn, setDrawn] = useState<Drawn>({ src: "", pages: null, error: null });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: trying again is drawing the same address anew
  useEffect(() => {
    const abort = new AbortController();
    drawPdfPages(src, abort.signal).then(
      (pages) => setDrawn({ src, pages, error: null }),
      (error) => {
        if (!abort.signal.aborted) setDrawn((before) => ({ src, pages: before.pages, error }));
      },
    );
    return () => abort.abort();
  }, [src, tries]);
  return {
    pages: drawn.pages,
    error: drawn.src === src ? drawn.error : null,
    isDrawing: drawn.src !== src,
    again: () => {
      setDrawn((before) => ({ ...before, src: "", error: null }));
      setTries(tries + 1);
    },
  };
}
