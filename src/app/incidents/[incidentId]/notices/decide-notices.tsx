"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import type { ListVersionRow } from "@/features/lists/schema";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";

/** Owes everybody on the approved list one letter and one call. */
export function DecideNotices({ incidentId, list }: { incidentId: string; list: ListVersionRow }) {
  const t = useTranslations("incidents");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  return (
    <ConfirmDialog
      title={t("notices.decide-title", { people: list.peopleCount })}
      description={t("notices.decide-description")}
      confirm={t("notices.decide")}
      trigger={
        <Button tone="primary" blockedBecause={blocked("notices.decide")}>
          {t("notices.decide")}
        </Button>
      }
      act={async () => {
        await client.notices.decide.mutate({ incidentId, listId: list.id });
        await changed();
      }}
    />
  );
}
