"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useToast } from "@/components/toast";
import { useTRPCClient } from "../../../../trpc";
import { ReasonDialog } from "../../../reason-dialog";
import { useBlocked } from "../../../signed-in-context";
import { useChanged } from "../../../use-changed";

type MergeIdenticalProps = { incidentId: string; pairs: number; most: number };

/** One signed decision over all pairs that are equal in name, kana, birth date and address; the number is shown first. */
export function MergeIdentical({ incidentId, pairs, most }: MergeIdenticalProps) {
  const t = useTranslations("matching");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const toast = useToast();
  return (
    <ReasonDialog
      title={t("identical.title", { pairs })}
      description={
        pairs === most
          ? `${t("identical.description")} ${t("identical.most", { pairs })}`
          : t("identical.description")
      }
      confirm={t("identical.confirm", { pairs })}
      hint={t("identical.hint")}
      trigger={
        <Button size="sm" blockedBecause={blocked("people.mergeIdentical")}>
          {t("identical.button", { pairs })}
        </Button>
      }
      act={async (reason) => {
        const { merged } = await client.people.mergeIdentical.mutate({ incidentId, reason, pairs });
        await changed();
        toast({ title: t("identical.done", { merged }), tone: "ok" });
      }}
    />
  );
}
