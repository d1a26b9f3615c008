"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { ToneIcon } from "@/components/tone-icon";
import { pieceStages, type Reconciliation } from "@/features/print-runs/schema";
import { IntegrityBadge } from "./integrity-badge";
import { FigureCell, FigureHead, PlainTable } from "./plain-table";
import { totalOf } from "./total";

/** A row a run: what was put into it and where each piece is. What does not add up is red and says by how much. */
export function ReconciliationTable({ rows }: { rows: readonly Reconciliation[] }) {
  const t = useTranslations("bench");
  return (
    <PlainTable label={t("reconciliation.table")}>
      <thead className="border-b border-line bg-sunken">
        <tr>
          <th scope="col" className="text-left">
            {t("reconciliation.columns.run")}
          </th>
          <th scope="col" className="text-left">
            {t("reconciliation.columns.state")}
          </th>
          <FigureHead>{t("reconciliation.columns.letters")}</FigureHead>
          {pieceStages.map((stage) => (
            <FigureHead key={stage}>{t(`stage.${stage}`)}</FigureHead>
          ))}
          <FigureHead>{t("reconciliation.columns.difference")}</FigureHead>
          <th scope="col" className="text-left">
            {t("reconciliation.columns.integrity")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <RunRow key={row.printRunId} row={row} />
        ))}
      </tbody>
      <TotalRow rows={rows} />
    </PlainTable>
  );
}

function RunRow({ row }: { row: Reconciliation }) {
  const t = useTranslations("bench");
  const mailroom = useTranslations("mailroom");
  const format = useFormatter();
  return (
    <tr>
      <th scope="row" className="text-left font-normal whitespace-nowrap">
        <Link href={`/mailroom/runs/${row.printRunId}`} className="link">
          {mailroom.rich("run", {
            number: row.number,
            code: (text) => <span className="code">{text}</span>,
          })}
        </Link>{" "}
        {row.kind === "reprint" ? <Badge>{t("kind.reprint")}</Badge> : null}
      </th>
      <td className="whitespace-nowrap">{mailroom(`state.${row.state}`)}</td>
      <FigureCell className="font-bold">{format.number(row.letters)}</FigureCell>
      {pieceStages.map((stage) => (
        <FigureCell key={stage} className={row.stages[stage] === 0 ? "text-ink-faint" : ""}>
          {format.number(row.stages[stage])}
          {stage === "spoiled" && row.spoilsWaiting > 0 ? (
            <span className="block text-xs text-attention">
              {t("reconciliation.spoils-waiting", { count: row.spoilsWaiting })}
            </span>
          ) : null}
        </FigureCell>
      ))}
      <Difference difference={row.difference} />
      <td>
        <IntegrityBadge level={row.integrity.level} />
      </td>
    </tr>
  );
}

function TotalRow({ rows }: { rows: readonly Reconciliation[] }) {
  const t = useTranslations("bench");
  const format = useFormatter();
  const total = totalOf(rows);
  return (
    <tfoot className="border-t-2 border-line-strong font-bold">
      <tr>
        <th scope="row" colSpan={2} className="text-left">
          {t("reconciliation.total")}
        </th>
        <FigureCell>{format.number(total.letters)}</FigureCell>
        {pieceStages.map((stage) => (
          <FigureCell key={stage}>{format.number(total.stages[stage])}</FigureCell>
        ))}
        <Difference difference={total.differing.length > 0 ? total.difference : 0} />
        <td />
      </tr>
    </tfoot>
  );
}

function Difference({ difference }: { difference: number }) {
  const t = useTranslations("bench");
  const format = useFormatter();
  const agrees = difference === 0;
  return (
    <FigureCell className={agrees ? "text-ok" : "bg-danger-soft font-bold text-danger"}>
      <span className="inline-flex items-center gap-1 whitespace-nowrap">
        <ToneIcon tone={agrees ? "ok" : "danger"} />
        {agrees ? t("reconciliation.agrees") : format.number(difference, { signDisplay: "always" })}
      </span>
    </FigureCell>
  );
}
