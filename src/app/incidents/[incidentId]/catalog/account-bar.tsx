"use client";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Stat, StatRow } from "@/components/stat";
import type { Outputs } from "../../outputs";
import { rowsHref } from "./rows/rows-href";

type AccountBarProps = {
  incidentId: string;
  account: Outputs["catalog"]["accounting"][number];
  /** No customer master was read yet, so nothing can be resolved. */
  isTooEarly: boolean;
};

const buckets = ["mapped", "excluded", "unresolved", "unplaced"] as const;
const fills = {
  mapped: "bg-accent",
  excluded: "bg-line-strong",
  unresolved: "bg-attention",
  unplaced: "bg-line",
};

/** The sum of the rows as numbers and, above them, as one bar whose parts have the numbers' widths. */
export function AccountBar({ incidentId, account, isTooEarly }: AccountBarProps) {
  const t = useTranslations("incidents");
  const { importId, rowsRead } = account;
  const shown = buckets.filter((bucket) => bucket !== "unplaced" || account.unplaced > 0);
  return (
    <>
      <div aria-hidden="true" className="mb-2 flex h-3 gap-px overflow-hidden rounded-full bg-line">
        {shown.map((bucket) => (
          <div
            key={bucket}
            className={clsx("h-full", fills[bucket])}
            style={{ width: `${rowsRead > 0 ? (account[bucket] / rowsRead) * 100 : 0}%` }}
          />
        ))}
      </div>
      <StatRow>
        <Stat label={t("account.read")} value={rowsRead} unit={t("unit.rows")} />
        {shown.map((bucket) => (
          <Stat
            key={bucket}
            label={
              <span className="flex items-center gap-1.5">
                <span aria-hidden="true" className={clsx("size-2.5 rounded-sm", fills[bucket])} />
                {t(`bucket.${bucket}`)}
              </span>
            }
            value={account[bucket]}
            unit={t("unit.rows")}
            href={account[bucket] > 0 ? rowsHref(incidentId, { importId, bucket }) : undefined}
            note={
              bucket === "unresolved" && isTooEarly ? t("account.too-early") : t(`account.note.${bucket}`)
            }
            tone={bucket === "unresolved" && account.unresolved > 0 && !isTooEarly ? "attention" : "neutral"}
          />
        ))}
      </StatRow>
    </>
  );
}
