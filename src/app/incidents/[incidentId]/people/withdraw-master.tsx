"use client";
import { useTranslations } from "next-intl";
import { useTRPCClient } from "../../../trpc";
import { WithdrawImport } from "../withdraw-import";
import type { MasterImport } from "./master-imports";

/** Takes a master back that was read with the wrong columns, so that it can be read again. */
export function WithdrawMaster({ master }: { master: MasterImport }) {
  const t = useTranslations("incidents");
  const client = useTRPCClient();
  return (
    <WithdrawImport
      title={t("master.withdraw.title", { file: master.fileName })}
      description={t("master.withdraw.description")}
      button={t("master.withdraw.button")}
      needs="people.withdrawImport"
      withdraw={(reason) => client.people.withdrawImport.mutate({ importId: master.id, reason })}
    />
  );
}
