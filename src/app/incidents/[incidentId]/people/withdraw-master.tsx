"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useTRPCClient } from "../../../trpc";
import { ReasonDialog } from "../../reason-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import type { MasterImport } from "./master-imports";

/** Takes a master back that was read with the wrong columns, so that it can be read again. */
export function WithdrawMaster({ master }: { master: MasterImport }) {
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const client = useTRPCClient();
  const changed = useChanged();
  return (
    <ReasonDialog
      title={t("master.withdraw.title", { file: master.fileName })}
      description={t("master.withdraw.description")}
      confirm={t("master.withdraw.button")}
      danger
      trigger={
        <Button tone="quiet" size="sm" className="mt-2" blockedBecause={blocked("people.withdrawImport")}>
          {t("master.withdraw.button")}
        </Button>
      }
      act={async (reason) => {
        await client.people.withdrawImport.mutate({ importId: master.id, reason });
        await changed();
      }}
    />
  );
}
