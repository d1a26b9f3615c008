"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import type { OpeningPeriod } from "@/features/incidents/rules";
import { dayKinds } from "@/features/incidents/schema";

type PeriodRowProps = {
  /** From 1, as the rule counts. */
  place: number;
  period: OpeningPeriod;
  problem: string | undefined;
  onChange: (part: Partial<OpeningPeriod>) => void;
  onRemove: () => void;
};

/** One opening period: from when till when, on which kind of day, at which hours. */
export function PeriodRow({ place, period, problem, onChange, onRemove }: PeriodRowProps) {
  const t = useTranslations("incidents");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset is read out twice
    <div
      role="group"
      aria-label={t("line.period", { place })}
      className="grid grid-cols-2 items-end gap-3 border-t border-line pt-3 md:grid-cols-[1fr_1fr_1fr_6.5rem_6.5rem_auto]"
    >
      <TextField
        type="date"
        label={t("line.valid-from")}
        value={period.validFrom}
        onChange={(event) => onChange({ validFrom: event.target.value })}
        figures
        required
      />
      <TextField
        type="date"
        label={t("line.valid-until")}
        value={period.validUntil ?? ""}
        onChange={(event) => onChange({ validUntil: event.target.value || null })}
        figures
      />
      <Select
        label={t("line.day-kind")}
        value={period.dayKind}
        onChange={(event) => onChange({ dayKind: event.target.value as OpeningPeriod["dayKind"] })}
        options={dayKinds.map((value) => ({ value, label: t(`day-kind.${value}`) }))}
        emptyChoice={false}
      />
      <TextField
        label={t("line.opens")}
        value={period.opens}
        onChange={(event) => onChange({ opens: event.target.value })}
        inputMode="numeric"
        figures
        required
      />
      <TextField
        label={t("line.closes")}
        value={period.closes}
        onChange={(event) => onChange({ closes: event.target.value })}
        inputMode="numeric"
        figures
        required
      />
      <Button
        tone="quiet"
        aria-label={t("line.remove-period", { place })}
        icon={<X aria-hidden="true" className="size-4" />}
        onClick={onRemove}
      />
      {problem ? <p className="col-span-full text-sm font-bold text-danger">{problem}</p> : null}
    </div>
  );
}
