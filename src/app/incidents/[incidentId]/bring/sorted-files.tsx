"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { useErrorText } from "../../../error-text";
import { useFormatName } from "../catalog/use-format-name";
import type { SortedFile } from "./use-read-files";

type SortedFilesProps = { incidentId: string; files: readonly SortedFile[] };

/** What each file was found to be, and where to go with one that needs a person's eye. */
export function SortedFiles({ incidentId, files }: SortedFilesProps) {
  const t = useTranslations("bring");
  return (
    <ul aria-label={t("found")} className="divide-y divide-line rounded-lg border border-line bg-surface">
      {files.map((file) => (
        <li
          key={file.uploadId}
          className="grid gap-x-4 gap-y-1 px-3.5 py-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]"
        >
          <span className="min-w-0 break-words font-bold">{file.fileName}</span>
          <FileKind incidentId={incidentId} file={file} />
        </li>
      ))}
    </ul>
  );
}

function FileKind({ incidentId, file }: { incidentId: string; file: SortedFile }) {
  const t = useTranslations("bring");
  const errorText = useErrorText();
  const formatName = useFormatName();
  if (file.kind === "catalog") {
    return (
      <span>
        <Badge tone="ok">{t("kind.catalog")}</Badge>{" "}
        <span className="text-ink-soft">{formatName(file.format)}</span>
      </span>
    );
  }
  if (file.kind === "master") {
    return (
      <span>
        <Badge tone={file.isReady ? "ok" : "attention"}>{t("kind.master")}</Badge>{" "}
        {file.isReady ? (
          <span className="text-ink-soft">
            {t("columns-known", { known: Object.keys(file.mapping).length, columns: file.columns })}
          </span>
        ) : (
          <Link className="link" href={`/incidents/${incidentId}/people?file=${file.uploadId}`}>
            {t("look-at-columns")}
          </Link>
        )}
      </span>
    );
  }
  return (
    <span>
      <Badge tone="attention">{t("kind.unknown")}</Badge>{" "}
      <span className="text-ink-soft">
        {errorText({ kind: "invalid", reason: file.reason, detail: file.detail })}
      </span>{" "}
      <Link className="link" href={`/incidents/${incidentId}/catalog?file=${file.uploadId}`}>
        {t("say-columns")}
      </Link>
    </span>
  );
}
