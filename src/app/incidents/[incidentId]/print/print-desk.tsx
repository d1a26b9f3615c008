"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { FormError } from "@/components/form-error";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { useErrorText } from "../../../error-text";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import { RunSums } from "./run-sums";
import { RunTable } from "./run-table";

/** Print runs as the manager sees them: how many letters are where; the work itself is the mailroom's. */
export function PrintDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const runs = useQuery(trpc.printRuns.list.queryOptions({ incidentId }));
  const river = useQuery(trpc.reports.river.queryOptions({ incidentId }));
  const unplanned = river.data?.facts.letters.generated ?? 0;
  const failed = (runs.data ?? []).filter((run) => run.problem);
  const toMailroom = <LinkButton href="/mailroom">{t("print.to-mailroom")}</LinkButton>;
  return (
    <Loaded query={runs}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState
            title={unplanned > 0 ? t("print.ready", { count: unplanned }) : t("print.waiting")}
            action={
              unplanned > 0 ? (
                <PlanButton incidentId={incidentId} />
              ) : (
                <LinkButton href={`/incidents/${incidentId}/letters`}>{t("print.to-letters")}</LinkButton>
              )
            }
          >
            {unplanned > 0 ? t("print.ready-why") : t("print.waiting-why")}
          </EmptyState>
        ) : (
          <>
            {unplanned > 0 ? (
              <Notice
                tone="attention"
                className="mb-5"
                title={t("print.unplanned", { count: unplanned })}
                action={<PlanButton incidentId={incidentId} />}
              />
            ) : null}
            {failed.length > 0 ? (
              <Notice tone="danger" className="mb-5" title={t("print.failed", { count: failed.length })}>
                {t("print.failed-why", { runs: failed.map((run) => run.number).join(", ") })}
              </Notice>
            ) : null}
            <RunSums runs={rows} action={toMailroom} />
            <RunTable runs={rows} />
          </>
        )
      }
    </Loaded>
  );
}

function PlanButton({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const changed = useChanged();
  const plan = useMutation(trpc.printRuns.plan.mutationOptions({ onSuccess: changed }));
  return (
    <>
      <Button
        tone="primary"
        busy={plan.isPending}
        blockedBecause={blocked("printRuns.plan")}
        onClick={() => plan.mutate({ incidentId })}
      >
        {t("print.plan")}
      </Button>
      <FormError>{plan.error ? errorText(plan.error) : null}</FormError>
    </>
  );
}
