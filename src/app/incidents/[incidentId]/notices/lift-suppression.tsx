"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useTRPCClient } from "../../../trpc";
import { ReasonDialog } from "../../reason-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";

/** Ends a wish not to be contacted; what was withheld for it alone is owed again. */
export function LiftSuppression({ suppressionId }: { suppressionId: string }) {
  const t = useTranslations("incidents");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  return (
    <ReasonDialog
      title={t("lift.title")}
      description={t("lift.description")}
      confirm={t("lift.confirm")}
      hint={t("lift.hint")}
      trigger={
        <Button size="sm" blockedBecause={blocked("notices.liftSuppression")}>
          {t("lift.button")}
        </Button>
      }
      act={async (reason) => {
        await client.notices.liftSuppression.mutate({ suppressionId, reason });
        await changed();
      }}
    />
  );
}
