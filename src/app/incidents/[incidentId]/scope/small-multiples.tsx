"use client";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { OutlineClass } from "@/features/scope/rules";
import type { WhatIf } from "@/features/scope/schema";
import { Bars, BarsKey } from "./bars";
import { useBinWords } from "./use-bin-words";

type SmallMultiplesProps = { classes: readonly OutlineClass[]; answer: WhatIf };

/** One small chart a kind of paper, people by day of receipt, all to one scale; the same numbers as a table below. */
export function SmallMultiples({ classes, answer }: SmallMultiplesProps) {
  const t = useTranslations("scope");
  const locale = useLocale();
  const format = useFormatter();
  const words = useBinWords();
  const { bins, cells, unit } = answer;
  const most = Math.max(1, ...cells.flatMap(({ now, asked }) => [...now, ...asked]));
  const name = ({ ja, en }: OutlineClass) => (locale === "ja" ? ja : en);
  return (
    <section aria-label={t("multiples.title")} className="mt-2">
      <div className="mb-2 flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg">{t("multiples.title")}</h2>
        <BarsKey now={t("key.now")} asked={t("key.asked")} />
      </div>
      <p className="mb-3 text-sm text-ink-soft">
        {t("multiples.lead", { unit: t(`bin-unit.${unit}`), most: format.number(most) })}
      </p>
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-2 2xl:grid-cols-3">
        {classes.map((one, at) => (
          <figure key={one.code} className="min-w-0">
            <figcaption className="mb-1 flex items-baseline justify-between gap-2 text-sm">
              <span className="font-bold">{name(one)}</span>
            </figcaption>
            <Bars
              label={t("multiples.chart", { name: name(one) })}
              now={cells[at]?.now ?? []}
              asked={cells[at]?.asked ?? []}
              most={most}
              titles={bins.map((bin, place) =>
                t("chart.bar", {
                  day: words(bin),
                  now: cells[at]?.now[place] ?? 0,
                  asked: cells[at]?.asked[place] ?? 0,
                }),
              )}
            />
            <p className="figures flex justify-between text-xs text-ink-soft" aria-hidden="true">
              <span>{bins.length > 0 ? words(bins[0] ?? null) : null}</span>
              <span>{bins.length > 1 ? words(bins.at(-1) ?? null) : null}</span>
            </p>
          </figure>
        ))}
      </div>
      <MultiplesTable classes={classes} answer={answer} />
    </section>
  );
}

/** The same numbers for whoever reads rather than looks, or hears the page. */
function MultiplesTable({ classes, answer }: SmallMultiplesProps) {
  const t = useTranslations("scope");
  const locale = useLocale();
  const words = useBinWords();
  const { bins, cells } = answer;
  return (
    <details className="mt-3">
      <summary className="link inline-block min-h-6 text-sm">{t("multiples.as-table")}</summary>
      <div className="mt-2 max-h-96 overflow-auto rounded-lg border border-line bg-surface">
        <table className="w-full text-sm">
          <caption className="sr-only">{t("multiples.table")}</caption>
          <thead className="sticky top-0 bg-surface text-left">
            <tr>
              <th scope="col" className="px-3 py-1.5">
                {t("multiples.day")}
              </th>
              {classes.map((one) => (
                <th key={one.code} scope="col" className="px-3 py-1.5 text-right">
                  {locale === "ja" ? one.ja : one.en}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bins.map((bin, place) => (
              <tr key={bin ?? ""} className="border-t border-line">
                <th scope="row" className="figures px-3 py-1 text-left font-normal whitespace-nowrap">
                  {words(bin)}
                </th>
                {classes.map((one, at) => (
                  <td key={one.code} className="figures px-3 py-1 text-right whitespace-nowrap">
                    {t("multiples.cell", {
                      now: cells[at]?.now[place] ?? 0,
                      asked: cells[at]?.asked[place] ?? 0,
                    })}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
