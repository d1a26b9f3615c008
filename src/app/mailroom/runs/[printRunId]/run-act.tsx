"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/button";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { Spinner } from "@/components/spinner";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { useErrorText } from "../../../error-text";
import { useBlocked } from "../../../incidents/signed-in-context";
import { useChanged } from "../../../incidents/use-changed";
import { useTRPC } from "../../../trpc";
import { SealRuns } from "../../seal-runs";
import { AtBench } from "./at-bench";
import { ReleaseRun } from "./release-run";

type Run = PrintRunRow & { incidentId: string };

/** What to do with the run in the state it is in. */
export function RunAct({ run }: { run: Run }) {
  const t = useTranslations("mailroom");
  switch (run.state) {
    case "open":
      return (
        <Act title={t("act.open")} why={t("act.open-why")}>
          <SealRuns runs={[run]} size="lg" />
        </Act>
      );
    case "sealed":
      return run.problem ? (
        <Failed run={run} problem={run.problem} />
      ) : (
        <Act title={t("act.sealed")} why={t("act.sealed-why")}>
          <Spinner />
        </Act>
      );
    case "rendered":
      return <ReleaseRun run={run} />;
    case "released":
    case "printed":
      return <AtBench run={run} />;
    case "handed-over":
      return (
        <Act title={t("act.handed-over")} why={run.handedOverTo}>
          <NextRun run={run} />
        </Act>
      );
  }
}

function Act({ title, why, children }: { title: ReactNode; why?: ReactNode; children: ReactNode }) {
  const t = useTranslations("mailroom");
  return (
    <section
      aria-label={t("next.label")}
      className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 rounded-lg border-l-4 border-accent bg-accent-soft px-5 py-4"
    >
      <div className="min-w-0">
        <h2 className="text-xl">{title}</h2>
        {why ? <p className="max-w-prose text-sm text-ink-soft">{why}</p> : null}
      </div>
      {children}
    </section>
  );
}

function Failed({ run, problem }: { run: Run; problem: NonNullable<PrintRunRow["problem"]> }) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const changed = useChanged();
  const router = useRouter();
  const retry = useMutation(trpc.printRuns.retryRendering.mutationOptions({ onSuccess: changed }));
  const takeApart = useMutation(
    trpc.printRuns.takeApart.mutationOptions({ onSuccess: () => router.push("/mailroom") }),
  );
  return (
    <Notice
      tone="danger"
      title={t("act.failed")}
      action={
        <div className="flex flex-wrap gap-2">
          <Button
            tone="primary"
            busy={retry.isPending}
            blockedBecause={blocked("printRuns.retryRendering")}
            onClick={() => retry.mutate({ printRunId: run.id })}
          >
            {t("act.retry")}
          </Button>
          <Button
            tone="quiet"
            busy={takeApart.isPending || takeApart.isSuccess}
            blockedBecause={blocked("printRuns.takeApart")}
            onClick={() => takeApart.mutate({ printRunId: run.id })}
          >
            {t("act.take-apart")}
          </Button>
        </div>
      }
    >
      {errorText(takeApart.error ?? retry.error ?? { kind: "internal", ...problem })}
    </Notice>
  );
}

/** The run that is next in the same hands: to be printed, or to be handed over. */
function NextRun({ run }: { run: Run }) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const runs = useQuery(trpc.printRuns.list.queryOptions({ incidentId: run.incidentId }));
  const next =
    runs.data?.find(({ state }) => state === "printed") ??
    runs.data?.find(({ state }) => state === "released") ??
    runs.data?.find(({ state }) => state === "rendered");
  if (!next) return <LinkButton href="/mailroom">{t("act.to-bench")}</LinkButton>;
  return (
    <LinkButton tone="primary" size="lg" href={`/mailroom/runs/${next.id}`}>
      {t("act.next-run", { number: next.number })}
    </LinkButton>
  );
}
