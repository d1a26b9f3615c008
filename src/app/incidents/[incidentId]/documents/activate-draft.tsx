"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useToast } from "@/components/toast";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import { EffectList } from "./effect-list";
import type { TriedRules } from "./trial-result";

type ActivateDraftProps = {
  incidentId: string;
  version: number;
  /** What the draft as it stands here does; undefined while that is not known. */
  trial: TriedRules | undefined;
  hasFaults: boolean;
  /** Saves what is not saved yet; the draft's revision. */
  save: () => Promise<string>;
};

/** Puts the draft in force after one has seen what it changes; refused while rules contradict each other. */
export function ActivateDraft({ incidentId, version, trial, hasFaults, save }: ActivateDraftProps) {
  const t = useTranslations("documents");
  const client = useTRPCClient();
  const changed = useChanged();
  const toast = useToast();
  const blocked = useBlocked();
  const conflicts = trial?.conflicts.reduce((sum, one) => sum + one.rows, 0) ?? 0;
  const because =
    blocked("documents.activateRules") ??
    (hasFaults
      ? t("trial.mend-first")
      : !trial
        ? t("activate.not-yet")
        : conflicts > 0
          ? t("activate.conflicts", { rows: conflicts })
          : undefined);
  return (
    <ConfirmDialog
      title={t("activate.title", { version })}
      description={t("activate.description")}
      confirm={t("activate.button")}
      trigger={
        <Button tone="primary" blockedBecause={because}>
          {t("activate.button")}
        </Button>
      }
      act={async () => {
        const revision = await save();
        const { changedRows } = await client.documents.activateRules.mutate({ incidentId, revision });
        toast({ title: t("activate.done", { version, rows: changedRows }), tone: "ok" });
        await changed();
      }}
    >
      {trial?.effects ? <EffectList effects={trial.effects} /> : null}
    </ConfirmDialog>
  );
}
