"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { type BenchSum, benchSums } from "@/features/print-runs/rules";
import type { BenchFigures } from "@/features/print-runs/schema";

/** The numbers that must agree: each total with its parts, and whether the parts make it up. */
export function BenchSums({ figures }: { figures: BenchFigures }) {
  const t = useTranslations("mailroom");
  const sums = benchSums(figures);
  const differs = sums.some((sum) => sum.difference !== 0);
  return (
    <Section title={t("sums.title")}>
      {differs ? (
        <Notice tone="danger" title={t("sums.differ")} className="mb-3">
          {t("sums.differ-why")}
        </Notice>
      ) : null}
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:*:first:col-span-2">
        {sums.map((sum) => (
          <SumRow key={sum.name} sum={sum} />
        ))}
      </div>
      <Stopped figures={figures} />
    </Section>
  );
}

function SumRow({ sum }: { sum: BenchSum }) {
  const t = useTranslations("mailroom");
  const format = useFormatter();
  const agrees = sum.difference === 0;
  const by = format.number(Math.abs(sum.difference));
  return (
    <StatRow>
      <Stat
        label={t(`sums.total.${sum.name}`)}
        value={sum.total}
        unit={t("unit.letters", { count: sum.total })}
        note={
          agrees
            ? t("sums.agrees")
            : sum.difference > 0
              ? t("sums.too-few", { by })
              : t("sums.too-many", { by })
        }
        tone={agrees ? "ok" : "danger"}
      />
      {sum.parts.map((part) => (
        <Stat
          key={part.name}
          label={t(`sums.part.${part.name}`)}
          value={part.count}
          unit={t("unit.letters", { count: part.count })}
          size="md"
          href={part.name === "held" && part.count > 0 ? "/mailroom/held" : undefined}
        />
      ))}
    </StatRow>
  );
}

function Stopped({ figures }: { figures: BenchFigures }) {
  const t = useTranslations("mailroom");
  const { stoppedBeforeSealing: before, stoppedAfterSealing: after } = figures;
  return (
    <>
      {before > 0 ? (
        <p className="mt-2 text-sm text-ink-soft">{t("sums.stopped-before", { letters: before })}</p>
      ) : null}
      {after > 0 ? (
        <Notice tone="attention" className="mt-3">
          {t("sums.stopped-after", { letters: after })}
        </Notice>
      ) : null}
    </>
  );
}
