"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormError } from "@/components/form-error";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { useErrorText } from "../../error-text";
import { useTRPC } from "../../trpc";
import { useDesk } from "../hotline-context";
import { duePollMs } from "../use-due-polling";
import { useStartCall } from "../use-start-call";
import { DueTable } from "./due-table";
import { NextTable } from "./next-table";

/** Who was promised a call and who is next to be rung. Promises come first, overdue ones before all. */
export function Callbacks() {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const errorText = useErrorText();
  const router = useRouter();
  const { incidentId } = useDesk();
  const polled = { refetchInterval: duePollMs, refetchOnMount: "always" as const };
  const counts = useQuery(trpc.callbacks.counts.queryOptions({ incidentId }));
  const due = useQuery({ ...trpc.callbacks.due.queryOptions({ incidentId }), ...polled });
  const next = useQuery({ ...trpc.callbacks.nextTasks.queryOptions({ incidentId }), ...polled });
  const current = useQuery(trpc.hotline.current.queryOptions());
  const { start, isPending, callTaskId, error } = useStartCall(() => router.push("/hotline"));
  const ringing = {
    ring: start,
    ringingId: isPending ? callTaskId : undefined,
    blockedBecause: current.data ? t("callbacks.call-is-open") : undefined,
  };
  const figures = counts.data;
  return (
    <>
      <StatRow>
        <Stat
          label={t("callbacks.overdue")}
          value={figures?.overdue}
          tone={figures?.overdue ? "danger" : "neutral"}
          note={figures?.overdue ? t("callbacks.ring-first") : undefined}
        />
        <Stat label={t("callbacks.today")} value={figures?.dueToday} />
        <Stat label={t("callbacks.promised")} value={figures?.promised} />
        <Stat label={t("callbacks.owed")} value={figures?.owed} />
        <Stat label={t("callbacks.done")} value={figures?.done} />
        <Stat
          label={t("callbacks.not-reached")}
          value={figures && figures.exhausted + figures.refused + figures.stopped}
        />
      </StatRow>
      <FormError>{error ? errorText(error) : null}</FormError>
      <Section className="mt-8" title={t("callbacks.due")} lead={t("callbacks.due-lead")}>
        <DueTable
          rows={due.data}
          error={due.error && !due.data ? errorText(due.error) : undefined}
          onRetry={() => void due.refetch()}
          {...ringing}
        />
      </Section>
      <Section title={t("callbacks.next")} lead={t("callbacks.next-lead")}>
        <NextTable
          rows={next.data}
          owed={figures?.owed}
          error={next.error && !next.data ? errorText(next.error) : undefined}
          onRetry={() => void next.refetch()}
          {...ringing}
        />
      </Section>
    </>
  );
}
