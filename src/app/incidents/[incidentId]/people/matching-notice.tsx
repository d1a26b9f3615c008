"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { useTRPC } from "../../../trpc";

/** Pairs of records that may be one person wait for a decision; or, where all are decided, the way to the decisions. */
export function MatchingNotice({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("matching");
  const { data } = useQuery(trpc.people.matching.queryOptions({ incidentId }));
  const href = `/incidents/${incidentId}/people/matching`;
  if (!data) return null;
  if (data.waiting === 0)
    return data.merged + data.keptApart === 0 ? null : (
      <p className="mb-5">
        <Link className="link" href={href}>
          {t("open")}
        </Link>
      </p>
    );
  return (
    <Notice
      tone="attention"
      className="mb-5"
      title={t("waiting-notice.title", { count: data.waiting })}
      action={
        <LinkButton size="sm" href={href}>
          {t("open")}
        </LinkButton>
      }
    >
      {t("waiting-notice.why")}
    </Notice>
  );
}
