"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import type { MailStopRow } from "@/features/print-runs/schema";
import { useDenied } from "../../incidents/signed-in-context";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useMailroom } from "../mailroom-context";
import { StopDialog } from "./stop-dialog";
import { StopList } from "./stop-list";

/** Whose post is stopped, by whom and why, and what came of earlier stops. */
export function StopsDesk() {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const { incident } = useMailroom();
  const denied = useDenied()("mailStops.list");
  const stops = useQuery({
    ...trpc.mailStops.list.queryOptions({ incidentId: incident.id }),
    enabled: !denied,
  });
  return (
    <>
      <PageHeader title={t("stop.title")} lead={t("stop.lead")} actions={<StopDialog />} />
      {denied ? (
        <Notice>{denied}</Notice>
      ) : (
        <Loaded query={stops}>{(known) => <Stops stops={known} />}</Loaded>
      )}
    </>
  );
}

function Stops({ stops }: { stops: readonly MailStopRow[] }) {
  const t = useTranslations("bench");
  const inForce = stops.filter(({ endedAt }) => endedAt === null);
  const ended = stops.filter(({ endedAt }) => endedAt !== null);
  return (
    <>
      <Section title={t("stop.in-force")}>
        {inForce.length === 0 ? (
          <EmptyState title={t("stop.in-force-none")}>{t("stop.in-force-none-why")}</EmptyState>
        ) : (
          <StopList label={t("stop.in-force")} stops={inForce} />
        )}
      </Section>
      {ended.length > 0 ? (
        <Section title={t("stop.ended")}>
          <StopList label={t("stop.ended")} stops={ended} />
        </Section>
      ) : null}
    </>
  );
}
