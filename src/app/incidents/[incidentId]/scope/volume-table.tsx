"use client";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Figure } from "@/components/figure";
import { Section } from "@/components/section";
import type { OutlineClass } from "@/features/scope/rules";
import type { ShownVolume, WhatIf } from "@/features/scope/schema";
import { isLost, isOn, type Switched } from "./switched";

type VolumeTableProps = {
  incidentId: string;
  volumes: readonly ShownVolume[];
  classes: readonly OutlineClass[];
  answer: WhatIf;
  switched: Switched;
};

type Row = ShownVolume & { people: number; byClass: readonly number[] };

/** What is switched on, volume by volume and class by class; and where a volume is really put in scope. */
export function VolumeTable({ incidentId, volumes, classes, answer, switched }: VolumeTableProps) {
  const t = useTranslations("scope");
  const locale = useLocale();
  const rows = volumes.flatMap((volume, at): Row[] =>
    isOn(switched, volume)
      ? [{ ...volume, people: answer.volumes[at]?.asked ?? 0, byClass: answer.volumes[at]?.classes ?? [] }]
      : [],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: "volume",
        header: t("volumes.one"),
        width: "13rem",
        isRowHeader: true,
        cell: ({ label, state }) => (
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="code">{label}</span>
            <Badge tone={state === "lost" ? "danger" : state === "missing" ? "attention" : "neutral"}>
              {t(`volume-state.${state}`)}
            </Badge>
          </span>
        ),
      },
      {
        id: "people",
        header: t("figure.people"),
        align: "end",
        width: "7.5rem",
        cell: ({ people }) => <Figure value={people} />,
      },
      {
        id: "unresolved",
        header: t("volumes.unresolved"),
        align: "end",
        width: "7.5rem",
        cell: ({ papersOfNobody, unreadFiles }) => <Figure value={papersOfNobody + unreadFiles} />,
      },
      {
        id: "act",
        header: t("volumes.next"),
        width: "12rem",
        cell: (volume) => <PutInScope incidentId={incidentId} volume={volume} />,
      },
      ...classes.map(
        (one, at): Column<Row> => ({
          id: one.code,
          header: locale === "ja" ? one.ja : one.en,
          align: "end",
          width: "7.5rem",
          cell: ({ byClass }) => <Figure value={byClass[at] ?? 0} />,
        }),
      ),
      {
        id: "files",
        header: t("volumes.files"),
        align: "end",
        width: "7.5rem",
        cell: ({ rows: files }) => <Figure value={files} />,
      },
    ],
    [t, locale, classes, incidentId],
  );
  if (rows.length === 0) return null;
  return (
    <Section title={t("volumes.table")} lead={t("volumes.table-lead")}>
      <DataTable label={t("volumes.title")} columns={columns} rows={rows} rowId={({ label }) => label} />
    </Section>
  );
}

/** What-if changes nothing: to be in scope, a medium is registered or reported missing, with a reason. */
function PutInScope({ incidentId, volume }: { incidentId: string; volume: ShownVolume }) {
  const t = useTranslations("scope");
  const media = `/incidents/${incidentId}/media`;
  if (isLost(volume))
    return volume.papersOfNobody + volume.unreadFiles > 0 ? (
      <Link href={`/incidents/${incidentId}/catalog`} className="link">
        {t("volumes.look-at-unresolved")}
      </Link>
    ) : null;
  return (
    <Link href={volume.mediumId ? `${media}/${volume.mediumId}` : media} className="link">
      {volume.mediumId ? t("volumes.report-missing") : t("volumes.register")}
    </Link>
  );
}
