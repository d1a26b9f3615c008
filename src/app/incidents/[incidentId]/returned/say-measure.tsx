"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import type { SubstituteRow } from "@/features/print-runs/returned/schema";
import { useTRPCClient } from "../../../trpc";
import { FormDialog } from "../../form-dialog";
import { useAct } from "../../use-act";
import { useChanged } from "../../use-changed";

/** Says what is done in place of telling this person. */
export function SayMeasure({ substitute }: { substitute: SubstituteRow }) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const changed = useChanged();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const [measure, setMeasure] = useState(substitute.measure ?? "");
  const { isBusy, problem, setProblem, run } = useAct();
  const submit = async () => {
    if (measure.trim() === "") return setProblem(t("substitute.measure-missing"));
    await run(async () => {
      await client.returnedMail.sayMeasure.mutate({ substituteMeasureId: substitute.id, measure });
      setOpen(false);
      await changed();
    });
  };
  return (
    <FormDialog
      title={t("substitute.say-title", { name: substitute.name })}
      description={t("substitute.lead")}
      confirm={t("substitute.say")}
      size="md"
      trigger={<Button size="sm">{t("substitute.say")}</Button>}
      open={isOpen}
      onOpenChange={setOpen}
      form={{
        id: formId,
        isBusy,
        className: "grid gap-4",
        submit: (event) => {
          event.preventDefault();
          void submit();
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
