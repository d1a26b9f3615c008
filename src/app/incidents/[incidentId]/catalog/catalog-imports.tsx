"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/section";
import type { Outputs } from "../../outputs";
import { ImportProgress } from "../import-progress";
import { useFormatName } from "./use-format-name";

export type CatalogImport = Outputs["catalog"]["imports"][number];

/** Every catalog that was brought in, with its files. */
export function CatalogImports({ imports }: { imports: CatalogImport[] }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const formatName = useFormatName();
  return (
    <Section title={t("catalog.imports")}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {imports.map((one) => (
          <li key={one.id} className="px-4 py-3">
            <ImportProgress
              label={t("catalog.import-label", {
                when: format.dateTime(one.createdAt, "stamp"),
                format: formatName(one.format, one.state === "failed"),
              })}
              reading={one}
            >
              <FileAccount files={one.files} />
            </ImportProgress>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What became of every line of every file. */
function FileAccount({ files }: { files: CatalogImport["files"] }) {
  const t = useTranslations("incidents");
  return (
    <ul className="mt-1 grid gap-x-6 text-sm text-ink-soft sm:grid-cols-2">
      {files.map((file) => (
        <li key={file.fileNumber} className="flex flex-wrap justify-between gap-x-3">
          <span className="code">{file.fileName}</span>
          <span className="figures">
            {file.linesRead > 0
              ? t("catalog.file-account", {
                  lines: file.linesRead,
                  facts: file.facts,
                  rejected: file.rejected,
                  ignored: file.ignored,
                })
              : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
