"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Figure } from "@/components/figure";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { useToast } from "@/components/toast";
import type { TaskFigures } from "@/features/reports/schema";
import { useErrorText } from "../../error-text";
import type { Translator } from "../../i18n/translator";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useBlocked } from "../signed-in-context";
import type { TextKey } from "../text-key";
import { useChanged } from "../use-changed";

/** What runs in the background, how much of it is done, and what waits for a person. */
export function BackgroundWork({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const tasks = useQuery(trpc.reports.tasks.queryOptions({ incidentId }));
  return (
    <Section title={t("work.title")}>
      <Loaded query={tasks}>
        {(rows) => (
          <>
            <DeadWork incidentId={incidentId} dead={rows.filter((row) => row.dead > 0)} />
            {rows.length === 0 ? (
              <p className="text-sm text-ink-soft">{t("work.none")}</p>
            ) : (
              <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
                {rows.map((row) => (
                  <WorkLine key={row.name} row={row} />
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function WorkLine({ row }: { row: TaskFigures }) {
  const t = useTranslations("incidents");
  const all = row.ready + row.running + row.done + row.dead;
  const state = row.running > 0 ? "running" : row.ready > 0 ? "waiting" : row.dead > 0 ? "dead" : "done";
  const tone = state === "dead" ? "danger" : state === "done" ? "done" : "neutral";
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 px-3.5 py-2 text-sm">
      <span>{workName(t, row.name)}</span>
      <span className="flex items-baseline gap-3">
        <span className="figures text-ink-soft">
          <Figure value={row.done} /> / <Figure value={all} />
        </span>
        <Badge tone={tone}>{t(`work.state.${state}`)}</Badge>
      </span>
    </li>
  );
}

function workName(t: Translator<"incidents">, name: string): string {
  return t.has(`work-name.${name}` as TextKey) ? t(`work-name.${name}` as TextKey) : name;
}

function DeadWork({ incidentId, dead }: { incidentId: string; dead: TaskFigures[] }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const toast = useToast();
  const changed = useChanged();
  const retry = useMutation(
    trpc.reports.retryTask.mutationOptions({
      onSuccess: changed,
      onError: (error) => toast({ title: errorText(error), tone: "danger" }),
    }),
  );
  if (dead.length === 0) return null;
  return (
    <Notice
      tone="danger"
      className="mb-3"
      title={t("work.dead", { count: dead.reduce((sum, row) => sum + row.dead, 0) })}
      action={
        <Button
          size="sm"
          busy={retry.isPending}
          blockedBecause={blocked("reports.retryTask")}
          onClick={() => retry.mutate({ incidentId })}
        >
          {t("work.retry")}
        </Button>
      }
    >
      <ul>
        {dead.map((row) => (
          <li key={row.name}>
            {workName(t, row.name)}
            {row.lastReason
              ? `: ${errorText({ kind: "internal", reason: row.lastReason, detail: {} })}`
              : null}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
