"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useTRPCClient } from "../../../trpc";
import { ReasonDialog } from "../../reason-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import type { CatalogImport } from "./catalog-imports";

/** Takes a catalog back that is not of this incident or was read wrongly. */
export function WithdrawCatalog({ one, label }: { one: CatalogImport; label: string }) {
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const client = useTRPCClient();
  const changed = useChanged();
  return (
    <ReasonDialog
      title={t("catalog.withdraw.title", { label })}
      description={t("catalog.withdraw.description")}
      confirm={t("catalog.withdraw.button")}
      hint={t("catalog.withdraw.hint")}
      danger
      trigger={
        <Button tone="quiet" size="sm" className="mt-2" blockedBecause={blocked("catalog.withdrawImport")}>
          {t("catalog.withdraw.button")}
        </Button>
      }
      act={async (reason) => {
        await client.catalog.withdrawImport.mutate({ importId: one.id, reason });
        await changed();
      }}
    />
  );
}
