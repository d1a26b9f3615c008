"use client";
import { useTranslations } from "next-intl";
import { TextField } from "@/components/text-field";

type PulledFieldProps = { toPull: number; value: string; onChange: (text: string) => void };

/** How many pieces of people who must no longer be written to were found in the pile; only where there are any. */
export function PulledField({ toPull, value, onChange }: PulledFieldProps) {
  const t = useTranslations("bench");
  if (toPull === 0) return null;
  return (
    <TextField
      label={t("run.pulled")}
      hint={t("run.pulled-hint")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      inputMode="numeric"
      autoComplete="off"
      figures
      required
      className="w-44"
    />
  );
}

/** What was typed as a count; 0 where nothing was. */
export function pulledIn(text: string): number {
  const digits = text.normalize("NFKC").trim();
  return /^\d{1,4}$/.test(digits) ? Number(digits) : 0;
}
