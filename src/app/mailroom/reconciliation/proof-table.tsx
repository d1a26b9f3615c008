"use client";
import { useFormatter, useTranslations } from "next-intl";
import { type Reconciliation, type Station, stations } from "@/features/print-runs/schema";
import { IntegrityBadge } from "./integrity-badge";
import { FigureCell, FigureHead, PlainTable } from "./plain-table";

/** What each run's level rests on: how many of its live pieces a scanner saw at each station, and what is lacking. */
export function ProofTable({ rows }: { rows: readonly Reconciliation[] }) {
  const t = useTranslations("bench");
  const mailroom = useTranslations("mailroom");
  return (
    <PlainTable label={t("reconciliation.proof")}>
      <thead className="border-b border-line bg-sunken">
        <tr>
          <th scope="col" className="text-left">
            {t("reconciliation.columns.run")}
          </th>
          <FigureHead>{t("reconciliation.pieces")}</FigureHead>
          {stations.map((station) => (
            <FigureHead key={station}>{t(`station.${station}`)}</FigureHead>
          ))}
          <th scope="col" className="text-left">
            {t("reconciliation.columns.integrity")}
          </th>
          <th scope="col" className="text-left">
            {t("reconciliation.why")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map(({ printRunId, number, integrity }) => (
          <tr key={printRunId}>
            <th scope="row" className="text-left font-normal whitespace-nowrap">
              {mailroom.rich("run", { number, code: (text) => <span className="code">{text}</span> })}
            </th>
            <FigureCell>{integrity.pieces}</FigureCell>
            {stations.map((station) => (
              <Scanned key={station} integrity={integrity} station={station} />
            ))}
            <td>
              <IntegrityBadge level={integrity.level} />
            </td>
            <td>
              {integrity.lacks.map((lack) => (
                <span key={lack} className="block">
                  {t(`reconciliation.lacks.${lack}`)}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}

type ScannedProps = { integrity: Reconciliation["integrity"]; station: Station };

function Scanned({ integrity, station }: ScannedProps) {
  const t = useTranslations("bench");
  const format = useFormatter();
  const count = integrity.scanned[station];
  const isAll = integrity.pieces > 0 && count === integrity.pieces;
  return (
    <FigureCell className={isAll ? "text-ok" : count === 0 ? "text-ink-faint" : ""}>
      {format.number(count)} {isAll ? <span className="text-xs">{t("reconciliation.full")}</span> : null}
    </FigureCell>
  );
}
