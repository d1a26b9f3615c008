"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { useMay } from "../incidents/signed-in-context";
import { useTRPC } from "../trpc";
import { useMailroom } from "./mailroom-context";

/** What waits for a person beside the runs themselves: reprints, spoils for a second pair of eyes, stops in force. */
export function BenchWaiting({ runs }: { runs: readonly PrintRunRow[] }) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const may = useMay();
  const { incident } = useMailroom();
  const asked = { incidentId: incident.id };
  const spoils = useQuery({ ...trpc.bench.spoils.queryOptions(asked), enabled: may("bench.spoils") });
  const stops = useQuery({ ...trpc.mailStops.list.queryOptions(asked), enabled: may("mailStops.list") });
  const reprints = runs.filter(({ kind, state }) => kind === "reprint" && state !== "handed-over");
  const letters = reprints.reduce((sum, { letterCount }) => sum + letterCount, 0);
  const [firstReprint] = reprints;
  const waiting = spoils.data?.filter(({ state }) => state === "waiting").length;
  const inForce = stops.data?.filter(({ endedAt, kind }) => endedAt === null && kind !== "cancel").length;
  return (
    <Section title={t("waiting.title")}>
      <StatRow>
        <Stat
          label={t("waiting.reprints")}
          value={reprints.length}
          size="md"
          href={firstReprint ? `/mailroom/runs/${firstReprint.id}` : undefined}
          note={firstReprint ? t("waiting.reprints-note", { letters }) : t("waiting.reprints-none")}
          tone={firstReprint ? "attention" : "neutral"}
        />
        <Stat
          label={t("waiting.spoils")}
          value={waiting}
          size="md"
          href={waiting ? "/mailroom/spoils" : undefined}
          note={waiting ? t("waiting.spoils-note") : t("waiting.spoils-none")}
          tone={waiting ? "attention" : "neutral"}
        />
        <Stat
          label={t("waiting.stops")}
          value={inForce}
          size="md"
          href={inForce ? "/mailroom/stops" : undefined}
          note={inForce ? t("waiting.stops-note") : t("waiting.stops-none")}
          tone={inForce ? "attention" : "neutral"}
        />
      </StatRow>
    </Section>
  );
}
