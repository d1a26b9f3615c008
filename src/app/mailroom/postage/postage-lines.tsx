"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { PostageLine } from "@/features/print-runs/postage/schema";

/** The lines of a price: weight, barcode, bundle, pieces, unit, discount, amount. */
export function PostageLines({ lines }: { lines: readonly PostageLine[] }) {
  const t = useTranslations("postage");
  const format = useFormatter();
  const head = "border-b border-line px-3 py-1.5 text-left text-sm font-normal text-ink-soft";
  const cell = "border-b border-line px-3 py-1.5";
  const figure = `${cell} figures text-right`;
  return (
    <div className="mt-3 overflow-x-auto rounded-lg border border-line bg-surface print:border-0">
      <table className="w-full border-collapse whitespace-nowrap">
        <thead>
          <tr>
            <th scope="col" className={head}>
              {t("line.weight")}
            </th>
            <th scope="col" className={head}>
              {t("line.barcode")}
            </th>
            <th scope="col" className={head}>
              {t("line.sorted")}
            </th>
            {(["pieces", "unit", "percent", "amount"] as const).map((name) => (
              <th key={name} scope="col" className={`${head} text-right`}>
                {t(`line.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.upToG}/${line.barcode}/${line.sorted}`}>
              <th scope="row" className={`${cell} text-left font-normal`}>
                {t("line.up-to", { grams: line.upToG })}
              </th>
              <td className={cell}>{t(line.barcode ? "line.yes" : "line.no")}</td>
              <td className={cell}>{t(line.sorted ? "line.yes" : "line.no")}</td>
              <td className={figure}>{format.number(line.pieces)}</td>
              <td className={figure}>{format.number(line.unitYen)}</td>
              <td className={figure}>{line.percent} %</td>
              <td className={figure}>{format.number(line.payYen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
