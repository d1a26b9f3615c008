"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";

/** What came back of the letters, where anything did, and the way to it. */
export function ReturnedHint({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("returned");
  const may = useMay();
  const counts = useQuery({
    ...trpc.returnedMail.counts.queryOptions({ incidentId }),
    enabled: may("returnedMail.counts"),
  });
  if (!counts.data || counts.data.returned === 0) return null;
  const { returned, tasks, substitutes } = counts.data;
  return (
    <Notice
      className="mt-4"
      tone={tasks.open + tasks.proposed > 0 ? "attention" : "neutral"}
      title={t("incident.title")}
      action={
        <LinkButton size="sm" href={`/incidents/${incidentId}/returned`}>
          {t("incident.open")}
        </LinkButton>
      }
    >
      {t("incident.lead", { returned, open: tasks.open, proposed: tasks.proposed, substitutes })}
    </Notice>
  );
}
