"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Section } from "@/components/section";
import type { Outputs } from "../../../outputs";
import type { TextKey } from "../../../text-key";

type History = Omit<Outputs["media"]["history"], "medium">;
type Entry = { id: string; at: number; when: string; kind: string; what: string; by: string };

/** Custody, stocktakes and changes of state in one line of time, the latest first. */
export function MediumHistory(history: History) {
  const t = useTranslations("incidents");
  const entries = useEntries(history);
  const columns = useMemo(
    (): Column<Entry>[] => [
      {
        id: "when",
        header: t("history.when"),
        cell: (row) => <span className="figures">{row.when}</span>,
        width: "11rem",
      },
      { id: "kind", header: t("history.kind"), cell: (row) => row.kind, width: "8rem" },
      { id: "what", header: t("history.what"), cell: (row) => row.what, isRowHeader: true },
      { id: "by", header: t("history.by"), cell: (row) => row.by, width: "10rem" },
    ],
    [t],
  );
  return (
    <Section title={t("history.title")} lead={t("history.lead")}>
      <DataTable
        label={t("history.title")}
        columns={columns}
        rows={entries}
        rowId={(row) => row.id}
        empty={t("history.empty")}
      />
    </Section>
  );
}

function useEntries({ custody, findings, changes }: History): Entry[] {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return useMemo(() => {
    const entries: Entry[] = [
      ...custody.map((one) => ({
        id: one.id,
        at: one.happenedAt.getTime(),
        when: format.dateTime(one.happenedAt, "stamp"),
        kind: t(`custody-kind.${one.kind}`),
        what: t("history.moved", { from: one.fromPlace, to: one.toPlace, note: one.note }),
        by: one.byName ?? "–",
      })),
      ...findings.map((one) => ({
        id: one.id,
        at: Date.parse(one.takenOn),
        when: format.dateTime(new Date(one.takenOn), "date"),
        kind: t("history.stocktake"),
        what: t("history.found-at", { finding: t(`finding.${one.finding}`), place: one.place }),
        by: one.byName ?? "–",
      })),
      ...changes.map((one) => ({
        id: one.id,
        at: one.at.getTime(),
        when: format.dateTime(one.at, "stamp"),
        kind: t("history.change"),
        what: `${scopeChange(one.change)} ${one.reason}`,
        by: one.byName ?? "–",
      })),
    ];
    return entries.sort((a, b) => b.at - a.at);
    function scopeChange(change: string): string {
      return t.has(`scope-change.${change}` as TextKey) ? t(`scope-change.${change}` as TextKey) : change;
    }
  }, [custody, findings, changes, t, format]);
}
