"use client";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Figure } from "@/components/figure";
import { Section } from "@/components/section";
import type { Tone } from "@/components/tone";
import type { ListState, ListVersionRow } from "@/features/lists/schema";
import { ScopeSigned } from "./scope-signed";

const tones: Record<ListState, Tone> = {
  frozen: "attention",
  approved: "ok",
  superseded: "done",
  rejected: "danger",
};

type ListVersionsProps = {
  versions: ListVersionRow[];
  shownId: string | null;
  onShow: (id: string) => void;
  action?: ReactNode;
};

/** Every version there was: who froze it, who decided, over which hash. */
export function ListVersions({ versions, shownId, onShow, action }: ListVersionsProps) {
  const t = useTranslations("incidents");
  const columns = useColumns();
  return (
    <Section title={t("list-of.versions")} lead={t("list-of.versions-lead")} actions={action}>
      <DataTable
        label={t("list-of.versions")}
        columns={columns}
        rows={versions}
        rowId={(row) => row.id}
        selectedId={shownId}
        onRowOpen={(row) => onShow(row.id)}
        total={versions.length}
      />
    </Section>
  );
}

function useColumns(): Column<ListVersionRow>[] {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return useMemo(() => {
    const byAt = (name: string | null, at: Date | null) =>
      name && at ? (
        <>
          {name} <span className="figures text-sm text-ink-soft">{format.dateTime(at, "stamp")}</span>
        </>
      ) : (
        "–"
      );
    return [
      {
        id: "version",
        header: t("list-of.version"),
        cell: (row) => (
          <span className="figures font-bold">{t("list-of.nth", { version: row.version })}</span>
        ),
        isRowHeader: true,
        width: "6rem",
      },
      {
        id: "state",
        header: t("list.state"),
        cell: (row) => <Badge tone={tones[row.state]}>{t(`list-state.${row.state}`)}</Badge>,
        width: "8rem",
      },
      {
        id: "people",
        header: t("list-of.people"),
        cell: (row) => <Figure value={row.peopleCount} />,
        align: "end",
        width: "6rem",
      },
      { id: "frozen", header: t("list-of.frozen-by"), cell: (row) => byAt(row.frozenByName, row.frozenAt) },
      {
        id: "decided",
        header: t("list-of.decided-by"),
        cell: (row) => (
          <>
            {byAt(row.decidedByName, row.decidedAt)}
            {row.incompleteOverride ? (
              <span className="block text-sm text-attention">
                {t("list-of.override", { reason: row.incompleteOverride })}
              </span>
            ) : null}
            {row.incompleteOverride && row.decidedScope ? <ScopeSigned scope={row.decidedScope} /> : null}
          </>
        ),
      },
      {
        id: "hash",
        header: t("list-of.hash-short"),
        cell: (row) => <span className="code text-sm">{row.contentHash.slice(0, 12)}…</span>,
        width: "10rem",
      },
    ];
  }, [t, format]);
}
