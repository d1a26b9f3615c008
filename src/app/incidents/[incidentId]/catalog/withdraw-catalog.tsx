"use client";
import { useTranslations } from "next-intl";
import { useTRPCClient } from "../../../trpc";
import { WithdrawImport } from "../withdraw-import";
import type { CatalogImport } from "./catalog-imports";

/** Takes a catalog back that is not of this incident or was read wrongly. */
export function WithdrawCatalog({ one, label }: { one: CatalogImport; label: string }) {
  const t = useTranslations("incidents");
  const client = useTRPCClient();
  return (
    <WithdrawImport
      title={t("catalog.withdraw.title", { label })}
      description={t("catalog.withdraw.description")}
      button={t("catalog.withdraw.button")}
      hint={t("catalog.withdraw.hint")}
      needs="catalog.withdrawImport"
      withdraw={(reason) => client.catalog.withdrawImport.mutate({ importId: one.id, reason })}
    />
  );
}
