"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import { TabLinks } from "@/components/tab-links";
import { onTheBench } from "@/features/print-runs/rules";
import { type PrintRunRow, type Station, stations } from "@/features/print-runs/schema";
import { parseSheetCode } from "@/lib/sheet-code";
import { useBlocked, useSignedIn } from "../../../incidents/signed-in-context";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { jobOf, stationOf } from "../../bench-job";
import { useMailroom } from "../../mailroom-context";
import { RunCard } from "../../run-card";
import { benchHref } from "./bench-href";
import { keptPlace, readKept, writeKept } from "./kept-scans";
import { ScanField } from "./scan-field";

/** A station without a run on it: choose one, or scan the first sheet, which then counts as scanned. */
export function StationChoice({ station }: { station: Station }) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const { incident } = useMailroom();
  const runs = useQuery(trpc.printRuns.list.queryOptions({ incidentId: incident.id }));
  return (
    <>
      <PageHeader
        title={t("desk.title", { station: t(`station.${station}`) })}
        lead={<span className="code">{incident.code}</span>}
      />
      <TabLinks
        label={t("desk.stations")}
        links={stations.map((one) => ({
          href: benchHref(one),
          label: t(`station.${one}`),
          current: one === station,
        }))}
      />
      <Loaded query={runs}>
        {(known) => <Choice station={station} runs={known.filter(({ state }) => onTheBench(state).ok)} />}
      </Loaded>
    </>
  );
}

function Choice({ station, runs }: { station: Station; runs: readonly PrintRunRow[] }) {
  const t = useTranslations("bench");
  const router = useRouter();
  const { staffId } = useSignedIn();
  const blocked = useBlocked()("bench.scan");
  const [isUnknown, setUnknown] = useState(false);
  const scanned = (text: string) => {
    const code = parseSheetCode(text);
    const run = code.ok ? runs.find((one) => one.code === code.runCode) : undefined;
    setUnknown(!run);
    if (!run) return;
    const place = keptPlace({ printRunId: run.id, station, staffId });
    writeKept(place, [...readKept(place), { id: crypto.randomUUID(), text }]);
    router.push(benchHref(station, run.id));
  };
  if (runs.length === 0) {
    return <EmptyState title={t("desk.no-run-none")}>{t("desk.no-run-none-why")}</EmptyState>;
  }
  const waiting = runs.filter((run) => stationOf(jobOf(run)) === station);
  const others = runs.filter((run) => !waiting.includes(run));
  return (
    <Section title={t("desk.no-run")} lead={t("desk.no-run-why")}>
      {blocked ? <Notice>{blocked}</Notice> : <ScanField onScan={scanned} />}
      {isUnknown ? (
        <Notice tone="danger" live className="mt-2">
          {t("verdict-do.unknown")}
        </Notice>
      ) : null}
      <ul aria-label={t("desk.choose")} className="mt-4 grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {[...waiting, ...others].map((run) => (
          <li key={run.id}>
            <RunCard run={run} href={benchHref(station, run.id)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
