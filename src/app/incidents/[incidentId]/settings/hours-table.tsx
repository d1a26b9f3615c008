"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { OpeningPeriod } from "@/features/incidents/rules";

/** The opening hours as they are kept: from when till when, on which kind of day, at which hours. */
export function HoursTable({ hours }: { hours: readonly OpeningPeriod[] }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), "date");
  if (hours.length === 0) return <p className="mt-2 text-sm text-ink-soft">{t("line.no-hours")}</p>;
  return (
    <table className="mt-3 w-full text-sm">
      <caption className="sr-only">{t("line.hours")}</caption>
      <thead className="text-left text-ink-soft">
        <tr>
          <th scope="col" className="py-1 font-normal">
            {t("line.valid")}
          </th>
          <th scope="col" className="py-1 font-normal">
            {t("line.day-kind")}
          </th>
          <th scope="col" className="py-1 font-normal">
            {t("line.opens-closes")}
          </th>
        </tr>
      </thead>
      <tbody className="figures">
        {hours.map((period) => (
          <tr key={`${period.validFrom} ${period.dayKind} ${period.opens}`} className="border-t border-line">
            <td className="py-1">
              {period.validUntil
                ? t("line.from-until", { from: day(period.validFrom), until: day(period.validUntil) })
                : t("line.from-on", { from: day(period.validFrom) })}
            </td>
            <td className="py-1">{t(`day-kind.${period.dayKind}`)}</td>
            <td className="py-1">
              {t("line.opens-to-closes", { opens: period.opens, closes: period.closes })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
