"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { RadioGroup } from "@/components/radio-group";
import { useToast } from "@/components/toast";
import { mayEndStop, rolesByStop } from "@/features/print-runs/rules";
import { type MailStopOutcome, type MailStopRow, mailStopOutcomes } from "@/features/print-runs/schema";
import { ConfirmDialog } from "../../incidents/confirm-dialog";
import { useBlocked, useSignedIn } from "../../incidents/signed-in-context";
import { useChanged } from "../../incidents/use-changed";
import { useTRPC } from "../../trpc";
import { useRoleNames } from "./use-role-names";

/** Lets a hold go, or says what the post answered to a recall. A cancellation stays. */
export function EndStop({ stop }: { stop: MailStopRow }) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const toast = useToast();
  const changed = useChanged();
  const { role } = useSignedIn();
  const roleNames = useRoleNames();
  const blocked = useBlocked()("mailStops.end");
  const outcomes = mailStopOutcomes.filter((outcome) => mayEndStop(stop.kind, outcome).ok);
  const [outcome, setOutcome] = useState<MailStopOutcome | undefined>(outcomes[0]);
  const end = useMutation(trpc.mailStops.end.mutationOptions());
  if (outcomes.length === 0) return <span className="text-sm text-ink-soft">{t("stop.for-good")}</span>;
  const why =
    blocked ??
    (rolesByStop[stop.kind].includes(role)
      ? undefined
      : t("stop.kind-roles", { roles: roleNames(rolesByStop[stop.kind]) }));
  const trigger = (
    <Button size="sm" blockedBecause={why}>
      {t("stop.end")}
    </Button>
  );
  if (why || !outcome) return trigger;
  return (
    <ConfirmDialog
      title={t("stop.end-title")}
      description={stop.kind === "hold" ? t("stop.end-hold") : t("stop.end-recall")}
      confirm={t("stop.end-do")}
      trigger={trigger}
      act={async () => {
        await end.mutateAsync({ mailStopId: stop.id, outcome });
        toast({ title: t("stop.end-done") });
        await changed();
      }}
    >
      {outcomes.length > 1 ? (
        <RadioGroup
          label={t("stop.outcome")}
          value={outcome}
          onValueChange={setOutcome}
          options={outcomes.map((value) => ({ value, label: t(`stop.outcomes.${value}`) }))}
        />
      ) : null}
    </ConfirmDialog>
  );
}
