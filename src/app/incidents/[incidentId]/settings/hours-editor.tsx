"use client";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "@/components/button";
import { addDays, type HoursVerdict, type OpeningPeriod, tokyoDate } from "@/features/incidents/rules";
import { OpenNow } from "./open-now";
import { PeriodRow } from "./period-row";

type HoursEditorProps = {
  hours: OpeningPeriod[];
  verdict: HoursVerdict;
  onChange: (hours: OpeningPeriod[]) => void;
};

/** The opening periods of a line, row by row, with what they come to at this moment. */
export function HoursEditor({ hours, verdict, onChange }: HoursEditorProps) {
  const t = useTranslations("incidents");
  const add = useRef<HTMLButtonElement>(null);
  const set = (index: number, part: Partial<OpeningPeriod>) =>
    onChange(hours.map((period, at) => (at === index ? { ...period, ...part } : period)));
  return (
    <fieldset className="grid gap-3">
      <legend className="text-sm font-bold">{t("line.hours")}</legend>
      <p className="text-sm text-ink-soft">{t("line.hours-hint")}</p>
      {hours.map((period, index) => (
        <PeriodRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a period has no name of its own, only its place
          key={index}
          place={index + 1}
          period={period}
          problem={
            !verdict.ok && verdict.period === index + 1 ? t(`hours-wrong.${verdict.because}`) : undefined
          }
          onChange={(part) => set(index, part)}
          onRemove={() => {
            onChange(hours.filter((_, at) => at !== index));
            add.current?.focus();
          }}
        />
      ))}
      <div>
        <Button
          ref={add}
          size="sm"
          icon={<Plus aria-hidden="true" className="size-4" />}
          onClick={() => onChange([...hours, periodAfter(hours.at(-1))])}
        >
          {t("line.add-period")}
        </Button>
      </div>
      {verdict.ok ? <OpenNow hours={hours} /> : null}
    </fieldset>
  );
}

/** Another period begins where the last one ends, or is for the next kind of day. */
function periodAfter(last: OpeningPeriod | undefined): OpeningPeriod {
  if (!last) {
    const validFrom = tokyoDate(new Date());
    return { validFrom, validUntil: null, dayKind: "weekday", opens: "09:00", closes: "18:00" };
  }
  if (last.validUntil) return { ...last, validFrom: addDays(last.validUntil, 1), validUntil: null };
  return { ...last, dayKind: last.dayKind === "weekday" ? "weekend" : "holiday" };
}
