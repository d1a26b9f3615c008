"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { Figure } from "@/components/figure";
import type { Outputs } from "../../outputs";
import { useRuleWords } from "../use-rule-words";
import { rowsHref } from "./rows/rows-href";

type Account = Outputs["catalog"]["accounting"][number];
type RuleRow = Account["rules"][number];

const order = { unresolved: 0, excluded: 1, mapped: 2 };

/** The rules and reasons behind the sum; each leads to its rows. */
export function AccountRules({ incidentId, account }: { incidentId: string; account: Account }) {
  const t = useTranslations("incidents");
  const words = useRuleWords();
  const columns = useMemo(
    (): Column<RuleRow>[] => [
      { id: "bucket", header: t("account.bucket"), cell: (row) => t(`bucket.${row.bucket}`), width: "9rem" },
      { id: "rule", header: t("account.rule"), cell: (row) => words(row.rule), isRowHeader: true },
      {
        id: "rows",
        header: t("account.rows"),
        cell: (row) => <Figure value={row.rows} />,
        align: "end",
        width: "7rem",
      },
    ],
    [t, words],
  );
  const rows = useMemo(
    () => [...account.rules].sort((a, b) => order[a.bucket] - order[b.bucket] || b.rows - a.rows),
    [account.rules],
  );
  return (
    <DataTable
      className="mt-3"
      label={t("account.rules")}
      columns={columns}
      rows={rows}
      rowId={(row) => `${row.bucket} ${row.rule}`}
      rowHref={(row) =>
        rowsHref(incidentId, { importId: account.importId, bucket: row.bucket, rule: row.rule })
      }
    />
  );
}
