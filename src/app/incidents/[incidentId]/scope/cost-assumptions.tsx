"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Checkbox } from "@/components/checkbox";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import { mostMinutesAPerson, postageFor } from "@/features/scope/rules";
import type { Assumptions } from "./scope-figures";

type CostAssumptionsProps = {
  letters: number;
  assumptions: Assumptions;
  onChange: (next: Assumptions) => void;
};

/** What postage and hours are reckoned with; changed here, they change at once. */
export function CostAssumptions({ letters, assumptions, onChange }: CostAssumptionsProps) {
  const t = useTranslations("scope");
  const format = useFormatter();
  const { yenALetter, rateFrom, percentOff } = postageFor(letters, assumptions);
  const set = (change: Partial<Assumptions>) => onChange({ ...assumptions, ...change });
  return (
    <details className="mt-3 rounded-lg border border-line bg-surface px-4 py-2">
      <summary className="min-h-9 py-1.5 text-sm">
        <span className="font-bold">{t("cost.title")}</span>{" "}
        <span className="figures text-ink-soft">
          {t("cost.said", {
            yen: yenALetter,
            from: format.dateTime(new Date(`${rateFrom}T12:00:00+09:00`), "date"),
            percent: percentOff,
            minutes: assumptions.minutes,
          })}
        </span>
      </summary>
      <div className="grid gap-4 py-3 sm:grid-cols-2 xl:grid-cols-3">
        <TextField
          type="date"
          label={t("cost.day")}
          hint={t("cost.day-hint")}
          value={assumptions.day}
          onChange={(event) => event.target.value && set({ day: event.target.value })}
          figures
        />
        <Select
          label={t("cost.grams")}
          value={String(assumptions.grams)}
          emptyChoice={false}
          options={[25, 50].map((grams) => ({ value: String(grams), label: t("cost.up-to", { grams }) }))}
          onChange={(event) => set({ grams: event.target.value === "50" ? 50 : 25 })}
        />
        <TextField
          type="number"
          label={t("cost.minutes")}
          hint={t("cost.minutes-hint")}
          suffix={t("unit.minutes")}
          min={0}
          max={mostMinutesAPerson}
          value={assumptions.minutes}
          onChange={(event) =>
            set({ minutes: Math.min(mostMinutesAPerson, Math.max(0, event.target.valueAsNumber || 0)) })
          }
          figures
        />
        <div className="grid gap-2 sm:col-span-2 xl:col-span-3">
          <Checkbox
            label={t("cost.barcode")}
            checked={assumptions.barcode}
            onChange={(event) => set({ barcode: event.target.checked })}
          />
          <Checkbox
            label={t("cost.presorted")}
            checked={assumptions.presorted}
            onChange={(event) => set({ presorted: event.target.checked })}
          />
          <Checkbox
            label={t("cost.slack")}
            checked={assumptions.slack && assumptions.presorted}
            disabled={!assumptions.presorted}
            onChange={(event) => set({ slack: event.target.checked })}
          />
        </div>
        <p className="text-sm text-ink-soft sm:col-span-2 xl:col-span-3">{t("cost.source")}</p>
      </div>
    </details>
  );
}
