"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Badge } from "@/components/badge";
import { type Column, DataTable } from "@/components/data-table";
import { Figure } from "@/components/figure";
import type { PathRule } from "@/features/documents/rules";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { useRuleWords } from "../use-rule-words";
import { Becomes } from "./becomes";
import { actionTones } from "./rule-tones";
import type { TrialSample } from "./sample-list";
import { type Samples, SamplesDialog } from "./samples-dialog";
import type { DocumentClass } from "./use-class-name";

type RulesInForceProps = {
  incidentId: string;
  rules: readonly PathRule[];
  classes: readonly DocumentClass[];
};

type RuleLine = {
  name: string;
  action: PathRule["action"] | "undecided";
  pattern?: string;
  rows: number;
  samples: readonly TrialSample[];
};

/** Every rule with how many files it decided and one of them; below, why files were decided by none. */
export function RulesInForce({ incidentId, rules, classes }: RulesInForceProps) {
  const trpc = useTRPC();
  const t = useTranslations("documents");
  const words = useRuleWords();
  const errorText = useErrorText();
  const may = useMay();
  const [shown, setShown] = useState<Samples | null>(null);
  const counted = useQuery(trpc.documents.rowsByRule.queryOptions({ incidentId }));
  const tried = useQuery(
    // After the figures, so that these do not wait for the examples.
    trpc.documents.tryRules.queryOptions(
      { incidentId },
      { enabled: may("documents.tryRules") && counted.data !== undefined },
    ),
  );
  const lines = useMemo(() => linesOf(rules, counted.data, tried.data), [rules, counted.data, tried.data]);
  const columns = useColumns(classes);
  return (
    <>
      <DataTable
        label={t("rules.table")}
        columns={columns}
        rows={counted.data ? lines : undefined}
        rowId={(line) => line.name}
        error={counted.error && !counted.data ? errorText(counted.error) : undefined}
        onRetry={() => void counted.refetch()}
        onRowOpen={(line) => setShown({ ...line, title: words(line.name) })}
      />
      {counted.data?.length === 0 ? (
        <p className="mt-2 text-sm text-ink-soft">{t("rules.no-files")}</p>
      ) : null}
      <SamplesDialog classes={classes} shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

type Counted = readonly { rule: string; rows: number }[] | undefined;
type Tried =
  | {
      byRule: { rule: string; samples: TrialSample[] }[];
      byReason: { because: string; samples: TrialSample[] }[];
    }
  | undefined;

function linesOf(rules: readonly PathRule[], counted: Counted, tried: Tried): RuleLine[] {
  const rowsOf = (name: string) => counted?.find(({ rule }) => rule === name)?.rows ?? 0;
  const ofRules = rules.map(({ name, action, pattern }) => ({
    ...{ name, action, pattern, rows: rowsOf(name) },
    samples: tried?.byRule.find(({ rule }) => rule === name)?.samples ?? [],
  }));
  const others = (counted ?? []).filter(({ rule }) => !rules.some(({ name }) => name === rule));
  return [
    ...ofRules,
    ...others.map(({ rule, rows }) => ({
      ...{
        name: rule,
        action: rule === "document-index" ? ("document" as const) : ("undecided" as const),
        rows,
      },
      samples: tried?.byReason.find(({ because }) => because === rule)?.samples ?? [],
    })),
  ];
}

function useColumns(classes: readonly DocumentClass[]): Column<RuleLine>[] {
  const t = useTranslations("documents");
  const words = useRuleWords();
  return useMemo(
    () => [
      {
        id: "action",
        header: t("rule.action"),
        cell: ({ action }) => <Badge tone={actionTones[action]}>{t(`action.${action}`)}</Badge>,
        width: "8rem",
      },
      {
        id: "name",
        header: t("rule.name"),
        cell: ({ name }) => words(name),
        isRowHeader: true,
        width: "17rem",
      },
      {
        id: "rows",
        header: t("rule.rows"),
        cell: ({ rows }) => <Figure value={rows} />,
        align: "end",
        width: "7rem",
      },
      {
        id: "example",
        header: t("rule.example"),
        cell: ({ samples: [sample] }) =>
          sample ? (
            <span className="grid gap-1">
              <span className="code text-sm break-all">{sample.path}</span>
              {sample.becomes.outcome === "document" ? (
                <Becomes classes={classes} becomes={sample.becomes} />
              ) : null}
            </span>
          ) : (
            <span className="text-ink-faint">–</span>
          ),
        width: "26rem",
      },
    ],
    [t, words, classes],
  );
}
