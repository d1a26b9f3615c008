"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { PageHeader } from "@/components/page-header";
import { TabLinks } from "@/components/tab-links";
import { useErrorText } from "../../error-text";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { NextHint } from "./next-hint";
import { useLiveIncident } from "./use-live-incident";

const tabs = [
  "overview",
  "media",
  "catalog",
  "documents",
  "people",
  "scope",
  "list",
  "notices",
  "letters",
  "emails",
  "print",
  "settings",
] as const;

/** The head of an incident: its name, the tabs, and the ear for changes. The page below knows the incident is there. */
export function IncidentFrame({ incidentId, children }: { incidentId: string; children: ReactNode }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const format = useFormatter();
  const pathname = usePathname();
  const errorText = useErrorText();
  const incident = useQuery(trpc.incidents.get.queryOptions({ incidentId }));
  useLiveIncident(incidentId);
  if (incident.error && !incident.data) {
    return (
      <PageHeader back={{ href: "/incidents", label: t("list.title") }} title={errorText(incident.error)} />
    );
  }
  const current = pathname.split("/")[3] ?? "overview";
  return (
    <Loaded query={incident}>
      {({ title, code, state, discoveredOn }) => (
        <>
          <PageHeader
            back={{ href: "/incidents", label: t("list.title") }}
            title={title}
            badge={<Badge tone={state === "open" ? "attention" : "done"}>{t(`state.${state}`)}</Badge>}
            lead={
              <>
                <span className="code">{code}</span>
                {"　"}
                {t("frame.discovered", { date: format.dateTime(new Date(discoveredOn), "day") })}
              </>
            }
          />
          <TabLinks
            label={t("frame.tabs")}
            links={tabs.map((tab) => ({
              href: tab === "overview" ? `/incidents/${incidentId}` : `/incidents/${incidentId}/${tab}`,
              label: t(`tab.${tab}`),
              current: tab === current,
            }))}
          />
          {current === "overview" ? null : <NextHint incidentId={incidentId} tab={current} />}
          <div>{children}</div>
        </>
      )}
    </Loaded>
  );
}
