"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { useTRPC } from "../../../trpc";

type KnownFilesProps = { incidentId: string; uploadIds: string[] };

/** Before a catalog is read: which of its files are part of one that counts already. */
export function KnownFiles({ incidentId, uploadIds }: KnownFilesProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const format = useFormatter();
  const known = useQuery(
    trpc.catalog.knownFiles.queryOptions({ incidentId, uploadIds }, { enabled: uploadIds.length > 0 }),
  );
  if (uploadIds.length === 0 || !known.data || known.data.length === 0) return null;
  return (
    <Notice tone="attention" title={t("catalog.known.title", { count: known.data.length })} live>
      <ul className="list-disc pl-5">
        {known.data.map(({ uploadId, fileName, broughtAt }) => (
          <li key={uploadId}>
            {t("catalog.known.file", { file: fileName, when: format.dateTime(broughtAt, "stamp") })}
          </li>
        ))}
      </ul>
      <p>{t("catalog.known.what-to-do")}</p>
    </Notice>
  );
}
