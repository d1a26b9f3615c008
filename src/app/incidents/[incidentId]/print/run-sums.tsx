"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { type PrintRunRow, printRunStates } from "@/features/print-runs/schema";

/** How many letters stand where, and in how many runs; the states add up to all. */
export function RunSums({ runs, action }: { runs: PrintRunRow[]; action: ReactNode }) {
  const t = useTranslations("incidents");
  const letters = (rows: PrintRunRow[]) => rows.reduce((sum, run) => sum + run.letterCount, 0);
  return (
    <Section
      title={t("print.title")}
      lead={t("print.lead", { runs: runs.length, letters: letters(runs) })}
      actions={action}
    >
      <StatRow>
        {printRunStates.map((state) => {
          const here = runs.filter((run) => run.state === state);
          return (
            <Stat
              key={state}
              label={t(`run-state.${state}`)}
              value={letters(here)}
              unit={t("unit.letters")}
              note={t("print.runs", { count: here.length })}
            />
          );
        })}
      </StatRow>
    </Section>
  );
}
