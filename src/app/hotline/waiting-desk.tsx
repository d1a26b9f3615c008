"use client";
import { useQuery } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Kbd } from "@/components/kbd";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { useErrorText } from "../error-text";
import { Loaded } from "../loaded";
import { useTRPC } from "../trpc";
import { useDesk } from "./hotline-context";
import { RecentCalls } from "./recent-calls";
import { deskKeys, useKeys } from "./use-keys";
import { useStartCall } from "./use-start-call";

/** Between two calls: the one button that matters, what is overdue, and what this agent did today. */
export function WaitingDesk() {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const errorText = useErrorText();
  const { incidentId } = useDesk();
  const { start, isPending, error } = useStartCall();
  const counts = useQuery(trpc.callbacks.counts.queryOptions({ incidentId }));
  const recent = useQuery({ ...trpc.hotline.recentCalls.queryOptions(), refetchOnMount: "always" });
  useKeys({ [deskKeys.search]: () => start() });
  const overdue = counts.data?.overdue ?? 0;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(20rem,26rem)_minmax(0,1fr)]">
      <div className="flex flex-col gap-4">
        <div className="rounded-lg border border-line bg-surface p-5">
          <Button
            tone="primary"
            size="lg"
            className="w-full"
            icon={<Phone aria-hidden="true" className="size-5" />}
            busy={isPending}
            autoFocus
            onClick={() => start()}
          >
            {t("wait.answer")}
            <Kbd>{deskKeys.search}</Kbd>
          </Button>
          <p className="mt-3 text-sm text-ink-soft">{t("wait.answer-hint")}</p>
          <FormError>{error ? errorText(error) : null}</FormError>
        </div>
        {overdue > 0 ? (
          <Notice
            tone="danger"
            title={t("wait.overdue", { count: overdue })}
            action={
              <LinkButton href="/hotline/callbacks" size="sm">
                {t("wait.see-callbacks")}
              </LinkButton>
            }
          />
        ) : (
          <p className="text-sm text-ink-soft">
            {t("wait.due-today", { count: counts.data?.dueToday ?? 0 })}{" "}
            <LinkButton href="/hotline/callbacks" size="sm" tone="quiet">
              {t("wait.see-callbacks")}
            </LinkButton>
          </p>
        )}
      </div>
      <div>
        <Section title={t("wait.recent")}>
          <Loaded query={recent}>
            {(calls) => <RecentCalls calls={calls} empty={t("wait.none-yet")} />}
          </Loaded>
        </Section>
      </div>
    </div>
  );
}
