"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import type { OpenCall } from "@/features/hotline/schema";
import { useTRPC } from "../trpc";
import { useDesk } from "./hotline-context";
import { Said } from "./said";

/** Before we know who answered: the number, the words to begin with, and what must not be said yet. */
export function OutboundGreeting({ call, onReached }: { call: OpenCall; onReached: () => void }) {
  const trpc = useTRPC();
  const t = useTranslations("hotline");
  const { agent } = useDesk();
  const incident = useQuery(trpc.incidents.get.queryOptions({ incidentId: call.incidentId }));
  const family = call.maskedName?.replace(/[\s●]+/gu, "") ?? "";
  return (
    <section aria-labelledby="greeting">
      <h2 id="greeting" className="mb-2 text-lg">
        {t("greeting.title")}
      </h2>
      <Said>
        {t("greeting.words", {
          organisation: incident.data?.organisationName ?? "",
          agent: agent.name,
          family,
        })}
      </Said>
      <Notice tone="attention" className="mt-4">
        {t("greeting.not-yet")}
      </Notice>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button tone="primary" autoFocus onClick={onReached}>
          {t("greeting.reached")}
        </Button>
      </div>
      <p className="mt-2 text-sm text-ink-soft">{t("greeting.otherwise")}</p>
    </section>
  );
}
