"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useChanged } from "../../use-changed";

/** Puts letters whose pages did not read back as planned into runs again; there they are read back again. */
export function TryPagesAgain({ incidentId }: { incidentId: string }) {
  const t = useTranslations("incidents");
  const client = useTRPCClient();
  const changed = useChanged();
  return (
    <ConfirmDialog
      title={t("held.try-again-title")}
      description={t("held.try-again-why")}
      confirm={t("held.try-again")}
      trigger={<Button>{t("held.try-again")}</Button>}
      act={async () => {
        await client.letters.tryHeldPagesAgain.mutate({ incidentId });
        await changed();
      }}
    />
  );
}
