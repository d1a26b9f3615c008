"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useToast } from "@/components/toast";
import type { ListVersionRow } from "@/features/lists/schema";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import type { Outputs } from "../../outputs";
import { ReasonDialog } from "../../reason-dialog";
import { useChanged } from "../../use-changed";

type DecideButtonsProps = {
  list: ListVersionRow;
  incomplete: Outputs["catalog"]["completeness"];
  blockedBecause: string | undefined;
};

/** Approve or send back exactly what is on the screen; over an incomplete scope only with a reason. */
export function DecideButtons({ list, incomplete, blockedBecause }: DecideButtonsProps) {
  const t = useTranslations("incidents");
  const client = useTRPCClient();
  const changed = useChanged();
  const toast = useToast();
  const decide = async (decision: "approve" | "reject", incompleteOverride?: string) => {
    await client.lists.decide.mutate({
      listId: list.id,
      decision,
      contentHash: list.contentHash,
      incompleteOverride,
    });
    await changed();
    toast({ title: t(`decide.done.${decision}`, { version: list.version }) });
  };
  const approve = (
    <Button tone="primary" blockedBecause={blockedBecause}>
      {t("decide.approve")}
    </Button>
  );
  return (
    <>
      {incomplete.length > 0 ? (
        <ReasonDialog
          title={t("decide.override-title", { version: list.version })}
          description={t("decide.override-description")}
          confirm={t("decide.override-confirm")}
          hint={t("decide.override-hint")}
          danger
          trigger={approve}
          act={(reason) => decide("approve", reason)}
        />
      ) : (
        <ConfirmDialog
          title={t("decide.approve-title", { version: list.version, people: list.peopleCount })}
          description={t("decide.approve-description")}
          confirm={t("decide.approve")}
          trigger={approve}
          act={() => decide("approve")}
        >
          <p className="code text-sm break-all text-ink-soft">{list.contentHash}</p>
        </ConfirmDialog>
      )}
      <ConfirmDialog
        title={t("decide.reject-title", { version: list.version })}
        description={t("decide.reject-description")}
        confirm={t("decide.reject")}
        danger
        trigger={<Button blockedBecause={blockedBecause}>{t("decide.reject")}</Button>}
        act={() => decide("reject")}
      />
    </>
  );
}
