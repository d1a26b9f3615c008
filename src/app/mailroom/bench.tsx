"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { IncidentChoice } from "../chosen-incident";
import { useSignedIn } from "../incidents/signed-in-context";
import { Loaded } from "../loaded";
import { useTRPC } from "../trpc";
import { piecesLeft } from "./bench-job";
import { BenchSums } from "./bench-sums";
import { BenchWaiting } from "./bench-waiting";
import { CutoffClock } from "./cutoff-clock";
import { useMailroom } from "./mailroom-context";
import { nextBenchStep } from "./next-bench-step";
import { NextStep } from "./next-step";
import { PieceSums } from "./piece-sums";
import { RunBoard } from "./run-board";
import { ScanRun } from "./scan-run";

/** The mailroom's bench: the next thing to do, the numbers that must agree, and every run by where it lies. */
export function Bench() {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const { incident, choices, choose } = useMailroom();
  const runs = useQuery(trpc.printRuns.list.queryOptions({ incidentId: incident.id }));
  const figures = useQuery(trpc.printRuns.figures.queryOptions({ incidentId: incident.id }));
  const reconciled = useQuery(trpc.bench.reconciliation.queryOptions({ incidentId: incident.id }));
  const { staffId } = useSignedIn();
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={
          <>
            <span className="code">{incident.code}</span>　{incident.title}
          </>
        }
        actions={
          choices.length > 1 ? (
            <IncidentChoice label={t("incident")} {...{ incident, choices, choose }} />
          ) : null
        }
      />
      <Loaded query={figures}>
        {(counted) => (
          <Loaded query={runs}>
            {(known) =>
              counted.owed === 0 && known.length === 0 ? (
                <EmptyState title={t("empty")}>{t("empty-why")}</EmptyState>
              ) : (
                <>
                  <div className="mb-6 grid items-stretch gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
                    <NextStep step={nextBenchStep(known, counted, staffId)} />
                    <div className="grid gap-4">
                      <CutoffClock left={piecesLeft(known)} />
                      <ScanRun runs={known} />
                    </div>
                  </div>
                  <RunBoard runs={known} />
                  <BenchWaiting runs={known} />
                  <Loaded query={reconciled}>{(rows) => <PieceSums rows={rows} />}</Loaded>
                  <BenchSums figures={counted} />
                </>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
