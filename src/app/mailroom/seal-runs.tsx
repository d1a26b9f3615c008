"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useToast } from "@/components/toast";
import { mostRunsAtOnce, type PrintRunRow } from "@/features/print-runs/schema";
import { ConfirmDialog } from "../incidents/confirm-dialog";
import { useBlocked } from "../incidents/signed-in-context";
import { useChanged } from "../incidents/use-changed";
import { useTRPC } from "../trpc";

type SealRunsProps = { runs: readonly PrintRunRow[]; size?: "sm" | "md" | "lg"; onSealed?: () => void };

/** Fixes who is in the runs and in which order, after asking once more; their PDFs are made right after. */
export function SealRuns({ runs, size = "sm", onSealed }: SealRunsProps) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const toast = useToast();
  const blocked = useBlocked();
  const changed = useChanged();
  const seal = useMutation(trpc.printRuns.seal.mutationOptions());
  const now = runs.slice(0, mostRunsAtOnce);
  const letters = now.reduce((sum, run) => sum + run.letterCount, 0);
  const act = async () => {
    const { sealed, dissolved } = await seal.mutateAsync({ printRunIds: now.map(({ id }) => id) });
    onSealed?.();
    toast({
      title: t("seal.done", { runs: sealed }),
      description: dissolved > 0 ? t("seal.dissolved", { runs: dissolved }) : undefined,
    });
    await changed();
  };
  const why = blocked("printRuns.seal") ?? (now.length === 0 ? t("seal.choose-first") : undefined);
  const trigger = (
    <Button tone="primary" size={size} blockedBecause={why}>
      {t("seal.do", { runs: now.length })}
    </Button>
  );
  if (why) return trigger;
  return (
    <ConfirmDialog
      title={t("seal.title", { runs: now.length, letters })}
      description={t("seal.description")}
      confirm={t("seal.confirm")}
      trigger={trigger}
      act={act}
    />
  );
}
