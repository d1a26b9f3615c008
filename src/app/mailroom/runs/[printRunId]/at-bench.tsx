"use client";
import { ScanLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { Spinner } from "@/components/spinner";
import type { PrintRunRow, Reconciliation, Station } from "@/features/print-runs/schema";
import { benchHref } from "../../bench/[station]/bench-href";
import { jobOf, stationOf } from "../../bench-job";
import { HandOverForm } from "./hand-over-form";
import { PrintedForm } from "./printed-form";
import { StageCountForm } from "./stage-count-form";
import { useReconciled } from "./use-reconciled";

/** A run whose pieces are on the bench: the station that is next, and counting for a house without a scanner. */
export function AtBench({ run }: { run: PrintRunRow }) {
  const t = useTranslations("bench");
  const mailroom = useTranslations("mailroom");
  const reconciled = useReconciled(run.id);
  const station = stationOf(jobOf(run)) ?? "print";
  return (
    <section
      aria-label={mailroom("next.label")}
      className="rounded-lg border-l-4 border-accent bg-accent-soft px-5 py-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="min-w-0">
          <h2 className="text-xl">{t(`run.${station}-title`)}</h2>
          <p className="max-w-prose text-sm text-ink-soft">{t(`run.${station}-why`)}</p>
        </div>
        <LinkButton
          tone="primary"
          size="lg"
          href={benchHref(station, run.id)}
          icon={<ScanLine aria-hidden="true" className="size-5" />}
        >
          {t("run.at-station", { station: t(`station.${station}`) })}
        </LinkButton>
      </div>
      {reconciled && reconciled.spoilsWaiting > 0 ? (
        <Notice
          tone="attention"
          className="mt-3"
          action={
            <LinkButton size="sm" href="/mailroom/spoils">
              {t("spoil.title")}
            </LinkButton>
          }
        >
          {t("run.waiting-spoils", { count: reconciled.spoilsWaiting })}
        </Notice>
      ) : null}
      {reconciled ? <ByCount {...{ run, reconciled, station }} /> : <Spinner />}
    </section>
  );
}

type ByCountProps = { run: PrintRunRow; reconciled: Reconciliation; station: Station };

/** What a count of all pieces can say: at the door always, before it in place of scanning. */
function ByCount({ run, reconciled, station }: ByCountProps) {
  const handOver = <HandOverForm run={run} reconciled={reconciled} />;
  switch (station) {
    case "print":
      return (
        <InPlaceOfScanning>
          <PrintedForm run={run} reconciled={reconciled} />
        </InPlaceOfScanning>
      );
    case "hand-over":
      return <div className="mt-3 border-t border-line pt-3">{handOver}</div>;
    default:
      return (
        <InPlaceOfScanning>
          <StageCountForm {...{ run, reconciled, station }} />
          {handOver}
        </InPlaceOfScanning>
      );
  }
}

function InPlaceOfScanning({ children }: { children: ReactNode }) {
  const t = useTranslations("bench");
  return (
    <details className="mt-3 border-t border-line pt-2">
      <summary className="link w-fit text-sm">{t("run.by-count")}</summary>
      <p className="mt-1 mb-3 max-w-prose text-sm text-ink-soft">{t("run.by-count-why")}</p>
      <div className="grid gap-5">{children}</div>
    </details>
  );
}
