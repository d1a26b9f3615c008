"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { LinkButton } from "@/components/link-button";
import { useErrorText } from "../error-text";
import { useBlocked } from "../incidents/signed-in-context";
import { useChanged } from "../incidents/use-changed";
import { useTRPC } from "../trpc";
import { useMailroom } from "./mailroom-context";
import type { BenchStep } from "./next-bench-step";
import { SealRuns } from "./seal-runs";

/** What to do now, in one sentence, with the button that does it. */
export function NextStep({ step }: { step: BenchStep }) {
  const t = useTranslations("mailroom");
  const toRun = (id: string, label: ReactNode) => (
    <LinkButton tone="primary" size="lg" href={`/mailroom/runs/${id}`}>
      {label}
    </LinkButton>
  );
  switch (step.kind) {
    case "mend":
      return (
        <Step danger title={t("next.mend", { number: step.run.number })}>
          {toRun(step.run.id, t("next.mend-do"))}
        </Step>
      );
    case "plan":
      return (
        <Step title={t("next.plan", { letters: step.letters })} why={t("next.plan-why")}>
          <PlanRuns />
        </Step>
      );
    case "seal":
      return (
        <Step title={t("next.seal", { runs: step.runs.length })} why={t("next.seal-why")}>
          <SealRuns runs={step.runs} size="lg" />
        </Step>
      );
    case "release":
      return (
        <Step
          title={t("next.release", { number: step.run.number })}
          why={t("next.more", { runs: step.more })}
        >
          {toRun(step.run.id, t("next.open-run"))}
        </Step>
      );
    case "station":
      return (
        <Step
          title={t(`next.at.${step.station}`, { number: step.run.number })}
          why={t("next.more", { runs: step.more })}
        >
          {toRun(step.run.id, t("next.open-run"))}
        </Step>
      );
    case "wait-release":
      return <Step title={t("next.wait-release", { runs: step.runs })} why={t("next.wait-release-why")} />;
    case "wait-rendering":
      return <Step title={t("next.wait-rendering", { runs: step.runs })} why={t("next.wait-why")} />;
    case "wait-writing":
      return (
        <Step title={t("next.wait-writing", { letters: step.letters })} why={t("next.wait-writing-why")} />
      );
    case "done":
      return <Step title={t("next.done")} why={t("next.done-why", { letters: step.letters })} />;
    case "nothing":
      return <Step title={t("next.nothing")} why={t("next.nothing-why")} />;
  }
}

type StepProps = { title: ReactNode; why?: ReactNode; danger?: boolean; children?: ReactNode };

function Step({ title, why, danger, children }: StepProps) {
  const t = useTranslations("mailroom");
  return (
    <section
      aria-label={t("next.label")}
      className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-lg border-l-4 px-5 py-4 ${danger ? "border-danger bg-danger-soft" : "border-accent bg-accent-soft"}`}
    >
      <div className="min-w-0">
        <p className="text-sm text-ink-soft">{t("next.label")}</p>
        <h2 className="text-xl">{title}</h2>
        {why ? <p className="max-w-prose text-sm text-ink-soft">{why}</p> : null}
      </div>
      {children}
    </section>
  );
}

function PlanRuns() {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const changed = useChanged();
  const { incident } = useMailroom();
  const plan = useMutation(trpc.printRuns.plan.mutationOptions({ onSuccess: changed }));
  return (
    <div className="grid gap-2">
      <Button
        tone="primary"
        size="lg"
        busy={plan.isPending}
        blockedBecause={blocked("printRuns.plan")}
        onClick={() => plan.mutate({ incidentId: incident.id })}
      >
        {t("next.plan-do")}
      </Button>
      <FormError>{plan.error ? errorText(plan.error) : null}</FormError>
    </div>
  );
}
