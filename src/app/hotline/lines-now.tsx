"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { ToneIcon } from "@/components/tone-icon";
import { type Opening, openAt, tokyoDate } from "@/features/incidents/rules";
import type { HotlineLine } from "@/features/incidents/schema";
import { useTRPC } from "../trpc";
import { useNow } from "./use-now";

const minuteMs = 60_000;

/** Each line of the incident: open until when, or when it opens next. */
export function LinesNow({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const lines = useQuery({
    ...trpc.incidents.lines.queryOptions({ incidentId }),
    refetchInterval: 10 * minuteMs,
  });
  if (!lines.data) return null;
  if (lines.data.length === 0) return <p>{t("line.none")}</p>;
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-0.5 text-sm">
      {lines.data.map((line) => (
        <li key={line.id}>
          <LineNow line={line} />
        </li>
      ))}
    </ul>
  );
}

function LineNow({ line }: { line: HotlineLine }) {
  const locale = useLocale();
  const now = useNow(minuteMs / 4);
  const opening = openAt(line.hours, now);
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <span>{locale === "ja" ? line.nameJa : line.nameEn}</span>
      <span className="figures text-base text-ink">{line.number}</span>
      <OpeningWords opening={opening} now={now} />
    </span>
  );
}

/** "Open until 18:00", "closed, opens Mon 9:00": colour, shape and words say the same. */
export function OpeningWords({ opening, now }: { opening: Opening; now: Date }) {
  const t = useTranslations("hotline");
  const format = useFormatter();
  const at = (instant: Date) =>
    format.dateTime(instant, tokyoDate(instant) === tokyoDate(now) ? "time" : "dayTime");
  const text = opening.open
    ? t("line.open", { until: at(opening.until) })
    : opening.opensNext
      ? t("line.closed", { next: at(opening.opensNext) })
      : t("line.closed-for-good");
  return (
    <span className={opening.open ? "font-bold text-ok" : "font-bold text-attention"}>
      <ToneIcon
        tone={opening.open ? "ok" : "attention"}
        className="mr-1 inline size-[1em] align-[-0.125em]"
      />
      {text}
    </span>
  );
}
