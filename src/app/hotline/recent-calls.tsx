"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import type { RecentCall } from "@/features/hotline/schema";

type RecentCallsProps = { calls: readonly RecentCall[]; empty: string; withAgent?: boolean };

/** Calls, the latest first: when, who rang, how it ended; and what was noted, where it may be seen. */
export function RecentCalls({ calls, empty, withAgent }: RecentCallsProps) {
  const t = useTranslations("hotline");
  const format = useFormatter();
  if (calls.length === 0) return <p className="text-ink-soft">{empty}</p>;
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {calls.map((call) => (
        <li key={call.callId} className="px-3 py-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="figures text-sm text-ink-soft">
              {format.dateTime(call.startedAt, "dayTime")}
            </span>
            <span className="text-sm">{t(`direction.${call.direction}`)}</span>
            <span className="font-bold">
              {call.outcome ? t(`outcome.${call.outcome}`) : t("call.still-open")}
            </span>
            {call.complaint ? <Badge tone="attention">{t("wrap.complaint-short")}</Badge> : null}
            {withAgent ? <span className="ml-auto text-sm text-ink-soft">{call.agentName}</span> : null}
          </div>
          {call.note ? <p className="mt-1 text-sm whitespace-pre-wrap text-ink-soft">{call.note}</p> : null}
        </li>
      ))}
    </ul>
  );
}
