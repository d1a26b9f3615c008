"use client";
import { useTranslations } from "next-intl";
import { type PointerEvent, useRef } from "react";
import { Button } from "@/components/button";
import { TextField } from "@/components/text-field";
import type { WhatIf } from "@/features/scope/schema";
import { Bars } from "./bars";
import type { Switched } from "./switched";
import { useBinWords } from "./use-bin-words";

type DayRangeProps = { answer: WhatIf | undefined; switched: Switched; onSwitch: (next: Switched) => void };

/** The days of receipt: drawn over by pointer on the people of all days, or typed. */
export function DayRange({ answer, switched, onSwitch }: DayRangeProps) {
  const t = useTranslations("scope");
  const words = useBinWords();
  const begun = useRef<number | null>(null);
  const bins = answer?.wholeBins ?? [];
  const days = bins.flatMap((bin) => (bin === null ? [] : [bin]));
  const draw = (bar: number, event: PointerEvent<SVGSVGElement>) => {
    if (event.type === "pointerdown") {
      begun.current = bar;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    if (begun.current === null) return;
    const [first, last] = [Math.min(begun.current, bar), Math.max(begun.current, bar)];
    const [from, to] = [days[first], days[Math.min(last, days.length - 1)]];
    if (from && to) onSwitch({ ...switched, fromDay: firstDay(from), toDay: lastDay(to) });
    if (event.type === "pointerup") begun.current = null;
  };
  const { fromDay, toDay } = switched;
  return (
    <fieldset>
      <legend className="mb-1 font-bold">{t("days.title")}</legend>
      {answer && bins.length > 0 ? (
        <Bars
          label={t("days.chart")}
          now={answer.overview.now}
          asked={answer.overview.asked}
          most={Math.max(...answer.overview.now, ...answer.overview.asked)}
          titles={bins.map((bin, at) =>
            t("chart.bar", {
              day: words(bin),
              now: answer.overview.now[at] ?? 0,
              asked: answer.overview.asked[at] ?? 0,
            }),
          )}
          inside={insideOf(bins, fromDay, toDay)}
          onPoint={draw}
        />
      ) : null}
      <div className="mt-2 grid grid-cols-2 gap-2">
        <TextField
          type="date"
          label={t("days.from")}
          value={fromDay ?? ""}
          onChange={(event) => onSwitch({ ...switched, fromDay: event.target.value || null })}
          figures
        />
        <TextField
          type="date"
          label={t("days.to")}
          value={toDay ?? ""}
          onChange={(event) => onSwitch({ ...switched, toDay: event.target.value || null })}
          figures
        />
      </div>
      {fromDay || toDay ? (
        <Button
          size="sm"
          tone="quiet"
          className="mt-1"
          onClick={() => onSwitch({ ...switched, fromDay: null, toDay: null })}
        >
          {t("days.all")}
        </Button>
      ) : null}
      <p className="mt-1 text-sm text-ink-soft">{t("days.hint")}</p>
    </fieldset>
  );
}

function insideOf(
  bins: readonly (string | null)[],
  fromDay: string | null,
  toDay: string | null,
): readonly [number, number] | undefined {
  if (!fromDay && !toDay) return undefined;
  const inside = bins.flatMap((bin, at) =>
    bin !== null && (!fromDay || lastDay(bin) >= fromDay) && (!toDay || firstDay(bin) <= toDay) ? [at] : [],
  );
  return [inside[0] ?? bins.length, inside.at(-1) ?? -1];
}

function firstDay(bin: string): string {
  return `${bin}-01-01`.slice(0, 10);
}

function lastDay(bin: string): string {
  if (bin.length === 10) return bin;
  if (bin.length === 4) return `${bin}-12-31`;
  const [year = 0, month = 1] = bin.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
