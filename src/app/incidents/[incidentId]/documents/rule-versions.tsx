"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Dialog } from "@/components/dialog";
import { Section } from "@/components/section";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useRuleWords } from "../use-rule-words";
import type { RuleSets } from "./rules-panel";

type Version = RuleSets["versions"][number];

const tones = { active: "ok", draft: "attention", superseded: "done" } as const;

/** Every version of the rules there was: who made it, when it came into force, what it says. */
export function RuleVersions({ sets }: { sets: RuleSets }) {
  const t = useTranslations("documents");
  const columns = useColumns();
  const [open, setOpen] = useState<Version | null>(null);
  if (sets.versions.length < 2) return null;
  return (
    <Section title={t("versions.title")} lead={t("versions.lead")}>
      <DataTable
        label={t("versions.title")}
        columns={columns}
        rows={sets.versions}
        rowId={({ id }) => id}
        onRowOpen={setOpen}
      />
      {open ? <VersionDialog version={open} onClose={() => setOpen(null)} /> : null}
    </Section>
  );
}

function VersionDialog({ version, onClose }: { version: Version; onClose: () => void }) {
  const trpc = useTRPC();
  const t = useTranslations("documents");
  const words = useRuleWords();
  const rules = useQuery(trpc.documents.rulesOfSet.queryOptions({ setId: version.id }));
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      size="lg"
      title={t("versions.one", { version: version.version })}
      description={version.note || undefined}
    >
      <Loaded query={rules}>
        {(all) => (
          <ol className="divide-y divide-line rounded-md border border-line">
            {all.map(({ name, action, pattern, classCode }) => (
              <li key={name} className="grid gap-0.5 px-3 py-2">
                <span className="flex flex-wrap items-baseline gap-2">
                  <span className="font-bold">{words(name)}</span>
                  <span className="text-sm text-ink-soft">{t(`action.${action}`)}</span>
                  {classCode ? <span className="code text-sm">{classCode}</span> : null}
                </span>
                <code className="code text-sm break-all">{pattern}</code>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  );
}

function useColumns(): Column<Version>[] {
  const t = useTranslations("documents");
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: "version",
        header: t("versions.version"),
        cell: ({ version }) => <span className="figures">{version}</span>,
        isRowHeader: true,
        width: "6rem",
      },
      {
        id: "state",
        header: t("versions.state"),
        cell: ({ state }) => <Badge tone={tones[state]}>{t(`versions.${state}`)}</Badge>,
        width: "8rem",
      },
      {
        id: "rules",
        header: t("versions.rules"),
        cell: ({ rules }) => <span className="figures">{rules}</span>,
        align: "end",
        width: "6rem",
      },
      { id: "note", header: t("versions.note"), cell: ({ note }) => note || "–" },
      {
        id: "by",
        header: t("versions.by"),
        cell: (one) => one.activatedByName ?? one.madeByName ?? t("versions.ours"),
        width: "10rem",
      },
      {
        id: "at",
        header: t("versions.since"),
        cell: ({ activatedAt }) => (
          <span className="figures">{activatedAt ? format.dateTime(activatedAt, "stamp") : "–"}</span>
        ),
        width: "11rem",
      },
    ],
    [t, format],
  );
}
