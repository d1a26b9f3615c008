"use client";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { GaijiDesk } from "../../../../gaiji/gaiji-desk";
import { useDenied } from "../../../signed-in-context";

/** The gaiji desk below the letters of an incident. */
export function GaijiOfIncident({ incidentId }: { incidentId: string }) {
  const t = useTranslations("gaiji");
  const denied = useDenied()("gaiji.refused");
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-xl">{t("title")}</h2>
          <p className="max-w-prose text-sm text-ink-soft">{t("lead")}</p>
        </div>
        <LinkButton href={`/incidents/${incidentId}/letters`}>{t("to-letters")}</LinkButton>
      </div>
      {denied ? <Notice>{denied}</Notice> : <GaijiDesk incidentId={incidentId} />}
    </>
  );
}
