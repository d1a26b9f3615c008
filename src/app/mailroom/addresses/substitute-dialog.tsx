"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import type { AddressTaskRow } from "@/features/print-runs/returned/schema";
import { FormDialog } from "../../incidents/form-dialog";
import { useAct } from "../../incidents/use-act";
import { useChanged } from "../../incidents/use-changed";
import { useTRPCClient } from "../../trpc";

/** The person cannot be told: no more letters, and what is done in its place. */
export function SubstituteDialog({ task }: { task: AddressTaskRow }) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const changed = useChanged();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const [measure, setMeasure] = useState("");
  const { isBusy, problem, run } = useAct();
  return (
    <FormDialog
      title={t("decision-title.substitute", { name: task.name })}
      description={t("decision-why.substitute")}
      confirm={t("decision.substitute")}
      size="md"
      trigger={<Button size="sm">{t("decision.substitute")}</Button>}
      open={isOpen}
      onOpenChange={setOpen}
      form={{
        id: formId,
        isBusy,
        className: "grid gap-4",
        submit: (event) => {
          event.preventDefault();
          void run(async () => {
            await client.addressTasks.decide.mutate({
              addressTaskId: task.id,
              decision: "substitute",
              measure: measure.trim() || undefined,
            });
            setOpen(false);
            await changed();
          });
        },
      }}
    >
      <FormError>{problem}</FormError>
      <TextField
        label={t("substitute.measure")}
        hint={t("substitute.measure-hint")}
        value={measure}
        maxLength={500}
        onChange={(event) => setMeasure(event.target.value)}
      />
    </FormDialog>
  );
}
