"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Tabs } from "@/components/tabs";
import { Loaded } from "../../../../loaded";
import { useTRPC } from "../../../../trpc";
import { useDenied } from "../../../signed-in-context";
import { SubPage } from "../../../sub-page";
import { DecidedPairs } from "./decided-pairs";
import { MatchingQueue } from "./matching-queue";

/** People who may be one: pair by pair, decided by somebody, with their reason. */
export function MatchingDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("matching");
  const format = useFormatter();
  const incidents = useTranslations("incidents");
  const denied = useDenied()("people.candidates");
  const progress = useQuery(trpc.people.matching.queryOptions({ incidentId }));
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/people`, label: incidents("person.back") }}>
      <Section title={t("title")} lead={t("lead")}>
        <Loaded query={progress}>
          {(now) => (
            <>
              <p className="mb-4 text-ink-soft" aria-live="polite">
                {t("progress", {
                  waiting: format.number(now.waiting),
                  merged: format.number(now.merged),
                  apart: format.number(now.keptApart),
                })}
                {now.isLooking ? ` ${t("looking")}` : null}
              </p>
              {now.groupsTooBig > 0 ? (
                <Notice
                  tone="attention"
                  className="mb-4"
                  title={t("too-big.title", { count: now.groupsTooBig })}
                >
                  {t("too-big.why")}
                </Notice>
              ) : null}
              {denied ? (
                <Notice>{denied}</Notice>
              ) : (
                <Tabs
                  label={t("title")}
                  tabs={[
                    {
                      id: "waiting",
                      label: t("tab.waiting"),
                      count: format.number(now.waiting),
                      panel: <MatchingQueue incidentId={incidentId} progress={now} />,
                    },
                    {
                      id: "decided",
                      label: t("tab.decided"),
                      count: format.number(now.merged + now.keptApart),
                      panel: <DecidedPairs incidentId={incidentId} />,
                    },
                  ]}
                />
              )}
            </>
          )}
        </Loaded>
      </Section>
    </SubPage>
  );
}
