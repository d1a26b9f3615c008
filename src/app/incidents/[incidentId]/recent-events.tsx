"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { Section } from "@/components/section";
import type { EventRow } from "@/features/reports/schema";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useEventWords } from "./use-event-words";

const fewEvents = 8;
const shortStamp = {
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;

/** What happened last, who did it and why. */
export function RecentEvents({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const [all, setAll] = useState(false);
  const events = useQuery(trpc.reports.events.queryOptions({ incidentId }));
  return (
    <Section title={t("events.title")}>
      <Loaded query={events}>
        {(rows) => (
          <>
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {(all ? rows : rows.slice(0, fewEvents)).map((event) => (
                <EventLine key={event.id} event={event} />
              ))}
            </ul>
            {rows.length > fewEvents && !all ? (
              <Button tone="quiet" size="sm" className="mt-2" onClick={() => setAll(true)}>
                {t("events.more", { count: rows.length - fewEvents })}
              </Button>
            ) : null}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function EventLine({ event }: { event: EventRow }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const words = useEventWords();
  return (
    <li className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 px-3.5 py-2 text-sm">
      <time dateTime={event.at.toISOString()} className="figures text-ink-soft">
        {format.dateTime(event.at, shortStamp)}
      </time>
      <div className="min-w-0">
        <p>{words(event)}</p>
        {event.reason ? (
          <p className="text-ink-soft">{t("events.reason", { reason: event.reason })}</p>
        ) : null}
        <p className="text-ink-soft">
          {event.actorKind === "staff" ? event.actorName : t("events.by-the-system")}
        </p>
      </div>
    </li>
  );
}
