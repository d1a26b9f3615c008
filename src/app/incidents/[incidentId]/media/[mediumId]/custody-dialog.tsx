"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import { tokyoInstant } from "@/features/incidents/rules";
import { custodyKinds } from "@/features/media/schema";
import { useTRPCClient } from "../../../../trpc";
import { FormDialog } from "../../../form-dialog";
import { useBlocked } from "../../../signed-in-context";
import { useAct } from "../../../use-act";
import { useChanged } from "../../../use-changed";

/** Writes down that a medium changed hands or place. A mistake is righted by a further record. */
export function CustodyDialog({ mediumId }: { mediumId: string }) {
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const form = useCustody(mediumId, () => setOpen(false));
  return (
    <FormDialog
      title={t("custody.title")}
      description={t("custody.description")}
      size="md"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button blockedBecause={blocked("media.recordCustody")}>{t("custody.button")}</Button>}
      confirm={t("custody.confirm")}
      form={{ ...form, id: formId, className: "grid gap-4 sm:grid-cols-2" }}
    >
      <div className="col-span-full">
        <FormError>{form.problem}</FormError>
      </div>
      <TextField type="date" name="date" label={t("custody.date")} figures required />
      <TextField
        type="time"
        name="time"
        label={t("custody.time")}
        defaultValue="00:00"
        hint={t("custody.time-hint")}
        figures
      />
      <Select
        name="kind"
        label={t("custody.kind")}
        options={custodyKinds.map((value) => ({ value, label: t(`custody-kind.${value}`) }))}
        emptyChoice={false}
        className="col-span-full sm:max-w-60"
      />
      <TextField name="fromPlace" label={t("custody.from")} maxLength={120} required />
      <TextField name="toPlace" label={t("custody.to")} maxLength={120} required />
      <TextField name="note" label={t("medium.note")} maxLength={500} className="col-span-full" />
    </FormDialog>
  );
}

function useCustody(mediumId: string, onDone: () => void) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const changed = useChanged();
  const { isBusy, problem, setProblem, run } = useAct();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    if (!text("date") || !text("fromPlace") || !text("toPlace")) return setProblem(t("custody.incomplete"));
    await run(async () => {
      await client.media.recordCustody.mutate({
        mediumId,
        happenedAt: tokyoInstant(text("date"), text("time") || "00:00"),
        kind: text("kind") as (typeof custodyKinds)[number],
        fromPlace: text("fromPlace"),
        toPlace: text("toPlace"),
        note: text("note"),
      });
      await changed();
      onDone();
    });
  };
  return { submit, isBusy, problem };
}
