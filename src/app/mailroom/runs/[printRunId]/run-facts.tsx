"use client";
import { useFormatter, useTranslations } from "next-intl";
import { DescriptionList } from "@/components/description-list";
import type { PrintRunRow } from "@/features/print-runs/schema";

/** The run's way: each step with when and by whom. */
export function RunFacts({ run }: { run: PrintRunRow }) {
  const t = useTranslations("mailroom");
  const format = useFormatter();
  const said = (at: Date | null, by: string | null, more?: string | null) =>
    at ? (
      <span className="flex flex-wrap gap-x-4">
        <span className="figures">{format.dateTime(at, "stamp")}</span>
        {by ? <span>{by}</span> : null}
        {more ? <span className="text-ink-soft">{more}</span> : null}
      </span>
    ) : null;
  const counted = (count: number | null) => (count === null ? null : t("facts.letters", { count }));
  return (
    <DescriptionList
      items={[
        { term: t("facts.planned"), value: said(run.plannedAt, null) },
        { term: t("facts.sealed"), value: said(run.sealedAt, run.sealedByName) },
        { term: t("facts.rendered"), value: said(run.renderedAt, null, t("facts.by-the-system")) },
        { term: t("facts.released"), value: said(run.releasedAt, run.releasedByName) },
        {
          term: t("facts.printed"),
          value: said(run.printedAt, run.printedByName, counted(run.printedCount)),
        },
        {
          term: t("facts.handed-over"),
          value: said(run.handedOverAt, run.handedOverByName, counted(run.handedOverCount)),
        },
        { term: t("facts.to"), value: run.handedOverTo },
      ]}
    />
  );
}
