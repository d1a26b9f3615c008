"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { firstBlocked } from "@/features/reports/rules";
import { useTRPC } from "../../trpc";
import { placeOfNext } from "./next-places";

/** On every page but the front one: where the next thing to do is, when it is not on this page. */
export function NextHint({ incidentId, tab }: { incidentId: string; tab: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const river = useQuery(trpc.reports.river.queryOptions({ incidentId }));
  const next = river.data && firstBlocked(river.data.stages)?.next;
  if (!next) return null;
  const place = placeOfNext(incidentId, next);
  if (!place || place.endsWith(`/${tab}`)) return null;
  return (
    <p className="-mt-2 mb-4 text-sm text-ink-soft">
      {t("next.label")}:{" "}
      <Link href={place} className="link">
        {t(`next.title.${next}`)}
      </Link>
    </p>
  );
}
