"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { TabLinks } from "@/components/tab-links";
import type { Role } from "@/features/staff/rules";
import { IncidentChoice, useChosenIncident } from "../chosen-incident";
import { Loaded } from "../loaded";
import { useTRPC } from "../trpc";
import { HotlineDeskProvider } from "./hotline-context";
import { LinesNow } from "./lines-now";
import { useDuePolling } from "./use-due-polling";

type Agent = { name: string; role: Role };
type Incident = { id: string; title: string; code: string };
type HotlineFrameProps = { agent: Agent; remembered: string | null; children: ReactNode };

/** The head of the hotline: which incident is answered for, whether the line is open, the pages of the desk. */
export function HotlineFrame({ agent, remembered, children }: HotlineFrameProps) {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const { chosen, choose } = useChosenIncident(remembered);
  const incidents = useQuery(trpc.incidents.list.queryOptions());
  const current = useQuery(trpc.hotline.current.queryOptions());
  return (
    <Loaded query={incidents}>
      {(all) => {
        // An open call belongs to its incident, whatever was chosen since.
        const wanted = current.data?.incidentId ?? chosen;
        const open = all.filter(({ id, state }) => state === "open" || id === current.data?.incidentId);
        const incident = open.find(({ id }) => id === wanted) ?? open[0];
        if (!incident) return <EmptyState title={t("no-incident.title")}>{t("no-incident.body")}</EmptyState>;
        return (
          <HotlineDeskProvider desk={{ incidentId: incident.id, agent }}>
            <FrameHead
              incident={incident}
              choices={open}
              choose={current.data ? undefined : choose}
              role={agent.role}
            />
            {children}
          </HotlineDeskProvider>
        );
      }}
    </Loaded>
  );
}

type FrameHeadProps = {
  incident: Incident;
  choices: readonly Incident[];
  /** Missing while a call is open. */
  choose: ((id: string) => void) | undefined;
  role: Role;
};

function FrameHead({ incident, choices, choose, role }: FrameHeadProps) {
  const t = useTranslations("hotline");
  const pathname = usePathname();
  const counts = useDuePolling(incident.id);
  const overdue = counts?.overdue ? (
    <Badge tone="danger">{t("tab.overdue", { count: counts.overdue })}</Badge>
  ) : undefined;
  const tabs = [
    { href: "/hotline", label: t("tab.console") },
    {
      href: "/hotline/callbacks",
      label: t("tab.callbacks"),
      count: overdue ?? (counts?.dueToday || undefined),
    },
    ...(role === "supervisor" ? [{ href: "/hotline/locked", label: t("tab.locked") }] : []),
  ];
  return (
    <>
      <PageHeader
        title={incident.title}
        lead={<LinesNow incidentId={incident.id} />}
        actions={
          choices.length > 1 ? (
            <IncidentChoice label={t("incident")} {...{ incident, choices, choose }} />
          ) : null
        }
      />
      <TabLinks label={t("tabs")} links={tabs.map((tab) => ({ ...tab, current: tab.href === pathname }))} />
    </>
  );
}
