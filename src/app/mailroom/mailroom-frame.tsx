"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/empty-state";
import { useChosenIncident } from "../chosen-incident";
import { useLiveIncident } from "../incidents/[incidentId]/use-live-incident";
import { Loaded } from "../loaded";
import { useTRPC } from "../trpc";
import { MailroomProvider } from "./mailroom-context";
import { MailroomTabs } from "./mailroom-tabs";

type MailroomFrameProps = { remembered: string | null; children: ReactNode };

/** Finds the incident whose letters lie on the bench: the one chosen last, else the newest. */
export function MailroomFrame({ remembered, children }: MailroomFrameProps) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const { chosen, choose } = useChosenIncident(remembered);
  const incidents = useQuery(trpc.incidents.list.queryOptions());
  return (
    <Loaded query={incidents}>
      {(choices) => {
        const incident =
          choices.find(({ id }) => id === chosen) ??
          choices.find(({ state }) => state === "open") ??
          choices[0];
        if (!incident) return <EmptyState title={t("no-incident")}>{t("no-incident-why")}</EmptyState>;
        return (
          <MailroomProvider value={{ incident, choices, choose }}>
            <LiveIncident key={incident.id} incidentId={incident.id} />
            <MailroomTabs />
            {children}
          </MailroomProvider>
        );
      }}
    </Loaded>
  );
}

/** Listens for changes of one incident while it is on the page. */
export function LiveIncident({ incidentId }: { incidentId: string }) {
  useLiveIncident(incidentId);
  return null;
}
