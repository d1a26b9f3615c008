"use client";
import { useQuery } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useHydrated } from "@/components/use-hydrated";
import { nextCollection } from "@/features/incidents/rules";
import { useNow } from "../hotline/use-now";
import { useTRPC } from "../trpc";
import { CutoffDialog } from "./cutoff-dialog";
import { useMailroom } from "./mailroom-context";

const soonSeconds = 60 * 60;
const tickMs = 5_000;

/** How long until the post collects, and how many letters are still here. */
export function CutoffClock({ left }: { left: number }) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const { incident } = useMailroom();
  const known = useQuery(trpc.incidents.get.queryOptions({ incidentId: incident.id }));
  if (!known.data) return <div className="min-h-28 rounded-lg border border-line bg-surface" />;
  const cutoff = known.data.postCutoff?.slice(0, 5) ?? null;
  return (
    <section
      aria-label={t("cutoff.title")}
      className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3"
    >
      {cutoff === null ? (
        <p className="text-ink-soft">{t("cutoff.unset")}</p>
      ) : (
        <TimeLeft cutoff={cutoff} left={left} />
      )}
      <CutoffDialog key={cutoff} cutoff={cutoff} isOpenIncident={known.data.state === "open"} />
    </section>
  );
}

function TimeLeft({ cutoff, left }: { cutoff: string; left: number }) {
  const t = useTranslations("bench");
  const format = useFormatter();
  const hydrated = useHydrated();
  const now = useNow(tickMs);
  const { at, secondsLeft, isToday } = nextCollection(cutoff, now);
  const minutes = Math.ceil(secondsLeft / 60);
  const isPressing = isToday && left > 0 && secondsLeft <= soonSeconds;
  const time = format.dateTime(at, "time");
  // The server's clock and the browser's differ; until the page is taken over nothing is claimed.
  if (!hydrated) return <p className="min-h-20 text-ink-soft">{t("cutoff.at", { time })}</p>;
  return (
    <div className="min-w-0">
      <p className="flex items-center gap-1.5 text-sm text-ink-soft">
        <Clock aria-hidden="true" className="size-4" />
        {isToday ? t("cutoff.today") : t("cutoff.over")}
      </p>
      <p className={`figures text-3xl font-bold tracking-tight ${isPressing ? "text-danger" : ""}`}>
        {isToday
          ? t("cutoff.hours-minutes", { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
          : t("cutoff.next", { time })}
      </p>
      <p className="text-sm">
        {isToday ? <span className="figures mr-3 text-ink-soft">{t("cutoff.at", { time })}</span> : null}
        <Left left={left} isPressing={isPressing} />
      </p>
    </div>
  );
}

function Left({ left, isPressing }: { left: number; isPressing: boolean }): ReactNode {
  const t = useTranslations("bench");
  if (left === 0) return <span className="text-ok">{t("cutoff.none-left")}</span>;
  return (
    <>
      <span className={isPressing ? "font-bold text-danger" : ""}>{t("cutoff.left", { pieces: left })}</span>
      {isPressing ? <span className="ml-2 font-bold text-danger">{t("cutoff.soon")}</span> : null}
    </>
  );
}
