"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import type { ConfirmedSpoils, SpoilRow } from "@/features/print-runs/schema";
import { useDenied } from "../../incidents/signed-in-context";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useMailroom } from "../mailroom-context";
import { ConfirmedNotice } from "./confirmed-notice";
import { DoneSpoils } from "./done-spoils";
import { WaitingSpoils } from "./waiting-spoils";

/** Spoiled pieces: those that wait for a second person, and what became of the others. */
export function SpoilsDesk() {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const { incident } = useMailroom();
  const denied = useDenied()("bench.spoils");
  const [result, setResult] = useState<ConfirmedSpoils | null>(null);
  const spoils = useQuery({
    ...trpc.bench.spoils.queryOptions({ incidentId: incident.id }),
    enabled: !denied,
  });
  return (
    <>
      <PageHeader title={t("spoil.title")} lead={t("spoil.lead")} />
      {result ? <ConfirmedNotice result={result} /> : null}
      {denied ? (
        <Notice>{denied}</Notice>
      ) : (
        <Loaded query={spoils}>{(known) => <Spoils spoils={known} onConfirmed={setResult} />}</Loaded>
      )}
    </>
  );
}

type SpoilsProps = { spoils: readonly SpoilRow[]; onConfirmed: (result: ConfirmedSpoils) => void };

function Spoils({ spoils, onConfirmed }: SpoilsProps) {
  const t = useTranslations("bench");
  const waiting = spoils.filter(({ state }) => state === "waiting");
  const done = spoils.filter(({ state }) => state !== "waiting");
  return (
    <>
      <Section title={t("spoil.waiting")}>
        {waiting.length === 0 ? (
          <EmptyState title={t("spoil.waiting-none")}>{t("spoil.waiting-none-why")}</EmptyState>
        ) : (
          <WaitingSpoils spoils={waiting} onConfirmed={onConfirmed} />
        )}
      </Section>
      {done.length > 0 ? (
        <Section title={t("spoil.done-list")}>
          <DoneSpoils spoils={done} />
        </Section>
      ) : null}
    </>
  );
}
