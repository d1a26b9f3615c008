"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { useToast } from "@/components/toast";
import { FormDialog } from "../incidents/form-dialog";
import { useBlocked } from "../incidents/signed-in-context";
import { useAct } from "../incidents/use-act";
import { useChanged } from "../incidents/use-changed";
import { useTRPC } from "../trpc";
import { useMailroom } from "./mailroom-context";

type CutoffDialogProps = {
  /** "HH:MM", or null where nobody has said. */
  cutoff: string | null;
  isOpenIncident: boolean;
};

/** Says when the post collects; an empty field takes it back. */
export function CutoffDialog({ cutoff, isOpenIncident }: CutoffDialogProps) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const toast = useToast();
  const changed = useChanged();
  const { incident } = useMailroom();
  const blocked = useBlocked()("incidents.setPostCutoff");
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const [time, setTime] = useState(cutoff ?? "");
  const { isBusy, problem, run } = useAct();
  const set = useMutation(trpc.incidents.setPostCutoff.mutationOptions());
  const trigger = (
    <Button size="sm" tone={cutoff ? "quiet" : "primary"} blockedBecause={blocked}>
      {cutoff ? t("cutoff.change") : t("cutoff.set")}
    </Button>
  );
  if (!isOpenIncident) return null;
  if (blocked) return trigger;
  const submit = () =>
    run(async () => {
      await set.mutateAsync({ incidentId: incident.id, postCutoff: time || null });
      setOpen(false);
      toast({ title: t("cutoff.saved") });
      await changed();
    });
  return (
    <FormDialog
      title={t("cutoff.dialog")}
      description={t("cutoff.dialog-why")}
      confirm={t("cutoff.save")}
      trigger={trigger}
      open={isOpen}
      onOpenChange={setOpen}
      form={{
        id: formId,
        isBusy,
        submit: (event) => {
          event.preventDefault();
          void submit();
        },
        className: "grid gap-4",
      }}
    >
      <FormError>{problem}</FormError>
      <TextField
        type="time"
        label={t("cutoff.field")}
        value={time}
        onChange={(event) => setTime(event.target.value)}
        figures
        className="w-40"
      />
    </FormDialog>
  );
}
