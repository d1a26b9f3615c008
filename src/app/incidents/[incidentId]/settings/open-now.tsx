"use client";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { type OpeningPeriod, openAt } from "@/features/incidents/rules";

const everyMs = 30_000;

/** Whether the line is open at this moment: until when, or when it opens next. */
export function OpenNow({ hours }: { hours: readonly OpeningPeriod[] }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const now = useNow({ updateInterval: everyMs });
  const opening = openAt(hours, now);
  if (opening.open) {
    return (
      <p className="mt-2 flex flex-wrap items-center gap-2">
        <Badge tone="ok">{t("opening.open")}</Badge>
        <span className="figures">
          {t("opening.until", { when: format.dateTime(opening.until, "dayTime") })}
        </span>
      </p>
    );
  }
  return (
    <p className="mt-2 flex flex-wrap items-center gap-2">
      <Badge tone="neutral">{t("opening.closed")}</Badge>
      <span className="figures">
        {opening.opensNext
          ? t("opening.next", { when: format.dateTime(opening.opensNext, "dayTime") })
          : t("opening.never")}
      </span>
    </p>
  );
}
