"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "@/components/checkbox";
import { Figure } from "@/components/figure";
import { Section } from "@/components/section";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { type BenchJob, benchJobs, jobOf } from "./bench-job";
import { RunCard } from "./run-card";
import { SealRuns } from "./seal-runs";

/** Every run in the column of what is to be done next with it, left to right as the work goes. */
export function RunBoard({ runs }: { runs: readonly PrintRunRow[] }) {
  const t = useTranslations("mailroom");
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const mark = (ids: readonly string[], on: boolean) =>
    setMarked((before) => {
      const after = new Set(before);
      for (const id of ids) on ? after.add(id) : after.delete(id);
      return after;
    });
  return (
    <Section title={t("board.title")}>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {benchJobs.map((job) => (
          <RunColumn
            key={job}
            job={job}
            runs={runs.filter((run) => jobOf(run) === job)}
            marked={marked}
            mark={mark}
          />
        ))}
      </div>
    </Section>
  );
}

type RunColumnProps = {
  job: BenchJob;
  runs: readonly PrintRunRow[];
  marked: ReadonlySet<string>;
  mark: (ids: readonly string[], on: boolean) => void;
};

function RunColumn({ job, runs, marked, mark }: RunColumnProps) {
  const t = useTranslations("mailroom");
  const bench = useTranslations("bench");
  const letters = runs.reduce((sum, run) => sum + run.letterCount, 0);
  const chosen = runs.filter((run) => marked.has(run.id));
  const ids = runs.map((run) => run.id);
  return (
    <section
      aria-labelledby={`column-${job}`}
      className="flex min-w-0 flex-col rounded-lg border border-line bg-sunken"
    >
      <header className="border-b border-line px-3 py-2.5">
        <h3 id={`column-${job}`} className="text-base font-bold">
          {bench(`job.${job}`)}
        </h3>
        <p className="text-sm text-ink-soft">
          <Figure value={runs.length} unit={t("unit.runs", { count: runs.length })} className="mr-3" />
          <Figure value={letters} unit={t("unit.letters", { count: letters })} />
        </p>
        {job === "seal-run" && runs.length > 0 ? (
          <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
            <Checkbox
              label={t("board.all")}
              checked={chosen.length === runs.length}
              onChange={(event) => mark(ids, event.target.checked)}
            />
            <SealRuns runs={chosen} onSealed={() => mark(ids, false)} />
          </div>
        ) : null}
      </header>
      {runs.length === 0 ? (
        <p className="px-3 py-4 text-sm text-ink-faint">{t("board.none")}</p>
      ) : (
        <ul className="grid max-h-[32rem] gap-2 overflow-y-auto p-2">
          {runs.map((run) => (
            <li key={run.id}>
              <RunCard
                run={run}
                marking={
                  job === "seal-run" ? { on: marked.has(run.id), set: (on) => mark([run.id], on) } : undefined
                }
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
