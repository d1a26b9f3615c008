"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useTRPC, useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import { useDeriving } from "../use-deriving";

/** Freezes who is affected now as the next version, for a second person to decide on. */
export function FreezeButton({ incidentId, isQuiet }: { incidentId: string; isQuiet?: boolean }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const errors = useTranslations("errors");
  const blocked = useBlocked();
  const changed = useChanged();
  const isDeriving = useDeriving(incidentId);
  const river = useQuery(trpc.reports.river.queryOptions({ incidentId }));
  const people = river.data?.facts.people.affected ?? 0;
  const because =
    blocked("lists.freeze") ??
    (isDeriving ? errors("list.work-running") : people === 0 ? errors("list.nobody") : undefined);
  return (
    <ConfirmDialog
      title={t("freeze.title", { people })}
      description={t("freeze.description")}
      confirm={t("freeze.confirm")}
      trigger={
        <Button
          tone={isQuiet ? "secondary" : "primary"}
          size={isQuiet ? "sm" : "md"}
          blockedBecause={because}
        >
          {t("freeze.button")}
        </Button>
      }
      act={async () => {
        await client.lists.freeze.mutate({ incidentId });
        await changed();
      }}
    />
  );
}
