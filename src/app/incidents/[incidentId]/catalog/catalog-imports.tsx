"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { useTRPCClient } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { ImportProgress } from "../import-progress";
import { RereadNotice } from "../mends/reread-notice";
import { MendFailedFile } from "./mend-failed-file";
import { useFormatName } from "./use-format-name";
import { WithdrawCatalog } from "./withdraw-catalog";

export type CatalogImport = Outputs["catalog"]["imports"][number];

/** Every catalog that was brought in, with its files. */
export function CatalogImports({ imports }: { imports: CatalogImport[] }) {
  const t = useTranslations("incidents");
  return (
    <Section title={t("catalog.imports")}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {imports.map((one) => (
          <li key={one.id} className="px-4 py-3">
            <OneCatalog one={one} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OneCatalog({ one }: { one: CatalogImport }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const formatName = useFormatName();
  const client = useTRPCClient();
  const label = t("catalog.import-label", {
    when: format.dateTime(one.createdAt, "stamp"),
    format: formatName(one.format, one.state === "failed"),
  });
  return (
    <ImportProgress label={label} reading={one}>
      {one.mendIds.length > 0 ? (
        <p className="text-sm text-ink-soft">{t("import.with-mends", { count: one.mendIds.length })}</p>
      ) : null}
      <FileAccount files={one.files} />
      <TwiceNotice files={one.files} />
      <MendFailedFile one={one} />
      <RereadNotice
        reading={one}
        act="catalog.reread"
        reread={() => client.catalog.reread.mutate({ importId: one.id })}
      />
      {one.state === "read" && !one.isBeingReread ? <WithdrawCatalog one={one} label={label} /> : null}
    </ImportProgress>
  );
}

/** Files that an earlier catalog has too, letter for letter: what they say is counted twice. */
function TwiceNotice({ files }: { files: CatalogImport["files"] }) {
  const t = useTranslations("incidents");
  const twice = files.filter(({ isInEarlierImport }) => isInEarlierImport);
  if (twice.length === 0) return null;
  return (
    <Notice tone="attention" className="mt-2" title={t("catalog.twice.title", { count: twice.length })}>
      {t("catalog.twice.why", { files: twice.map(({ fileName }) => fileName).join(", ") })}
    </Notice>
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
