"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Figure } from "@/components/figure";
import type { OutlineJob } from "@/features/scope/rules";
import type { ShownVolume, WhatIf } from "@/features/scope/schema";
import { flip, isOn, type Switched } from "./switched";
import { ToggleLine } from "./toggle-line";

type JobTogglesProps = {
  volumes: readonly ShownVolume[];
  jobs: readonly OutlineJob[];
  answer: WhatIf | undefined;
  switched: Switched;
  onSwitch: (next: Switched) => void;
};

/** The backup jobs of the volumes that are switched on, folded away until somebody wants to leave one out. */
export function JobToggles({ volumes, jobs, answer, switched, onSwitch }: JobTogglesProps) {
  const t = useTranslations("scope");
  const shown = volumes
    .map((volume, at) => ({
      volume,
      jobs: jobs.map((job, place) => ({ job, place })).filter(({ job }) => job.volumes.includes(at)),
    }))
    .filter((group) => isOn(switched, group.volume));
  if (shown.length === 0) return null;
  return (
    <section aria-label={t("jobs.title")}>
      <h3 className="mb-1 flex items-center justify-between gap-2 font-bold">
        {t("jobs.title")}
        {switched.withoutJobs.length > 0 ? (
          <Button size="sm" tone="quiet" onClick={() => onSwitch({ ...switched, withoutJobs: [] })}>
            {t("jobs.all")}
          </Button>
        ) : null}
      </h3>
      {shown.map((group) => (
        <details key={group.volume.label} className="border-b border-line">
          <summary className="min-h-9 py-1.5">
            <span className="code">{group.volume.label}</span>{" "}
            <span className="text-sm text-ink-soft">
              {t("jobs.count", {
                count: group.jobs.length,
                on: group.jobs.filter(({ job }) => !switched.withoutJobs.includes(job.key)).length,
              })}
            </span>
          </summary>
          <ul className="max-h-80 divide-y divide-line overflow-y-auto pl-4">
            {group.jobs.map(({ job, place }) => (
              <li key={job.key}>
                <ToggleLine
                  checked={!switched.withoutJobs.includes(job.key)}
                  onChange={() => onSwitch({ ...switched, withoutJobs: flip(switched.withoutJobs, job.key) })}
                  label={
                    <span>
                      <span className="code">{job.jobId}</span> {job.name}
                      <span className="block text-sm text-ink-soft">
                        <span className="figures">{job.startedAt ?? t("jobs.no-time")}</span>
                        {job.level ? ` ${t("jobs.level", { level: job.level })}` : null}
                      </span>
                    </span>
                  }
                  end={
                    <Figure
                      value={answer ? (answer.jobs[place]?.asked ?? 0) : null}
                      unit={t("unit.people")}
                    />
                  }
                />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
