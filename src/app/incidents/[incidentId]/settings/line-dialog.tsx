"use client";
import { useTranslations } from "next-intl";
import { type ReactElement, useId, useState } from "react";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { FormError } from "@/components/form-error";
import { RadioGroup } from "@/components/radio-group";
import { TextField } from "@/components/text-field";
import type { HotlineLine } from "@/features/incidents/schema";
import { HoursEditor } from "./hours-editor";
import { useLineForm } from "./use-line-form";

type LineDialogProps = { incidentId: string; line?: HotlineLine; trigger: ReactElement };

/** Sets up a telephone line, or changes one, with its hours as a whole. */
export function LineDialog({ incidentId, line, trigger }: LineDialogProps) {
  const t = useTranslations("incidents");
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title={line ? t("line.edit-title") : t("line.add-title")}
      description={t("line.description")}
      size="lg"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={trigger}
    >
      <LineForm incidentId={incidentId} line={line} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

type LineFormProps = { incidentId: string; line?: HotlineLine; onDone: () => void };

function LineForm({ incidentId, line, onDone }: LineFormProps) {
  const t = useTranslations("incidents");
  const common = useTranslations("common");
  const formId = useId();
  const form = useLineForm(incidentId, line, onDone);
  const field = (name: "nameJa" | "nameEn" | "number") => ({
    id: `${formId}-${name}`,
    label: t(`line-field.${name}`),
    value: form.value[name],
    onChange: (event: { target: { value: string } }) => form.change({ [name]: event.target.value }),
    error: form.wrong.includes(name) ? t(`line-wrong.${name}`) : undefined,
    required: true,
  });
  return (
    <form noValidate onSubmit={form.submit} className="grid gap-5">
      <FormError>{form.problem}</FormError>
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField {...field("nameJa")} />
        <TextField {...field("nameEn")} />
        <TextField {...field("number")} hint={t("line.number-hint")} inputMode="tel" figures />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <RadioGroup
          label={t("line.audience")}
          value={form.value.audience}
          onValueChange={(audience) => form.change({ audience: audience as HotlineLine["audience"] })}
          options={(["everyone", "affected"] as const).map((value) => ({
            value,
            label: t(`audience.${value}`),
            hint: t(`audience-hint.${value}`),
          }))}
        />
        <RadioGroup
          label={t("line.charge")}
          value={form.value.charge}
          onValueChange={(charge) => form.change({ charge: charge as HotlineLine["charge"] })}
          options={(["free", "charged"] as const).map((value) => ({ value, label: t(`charge.${value}`) }))}
        />
      </div>
      <HoursEditor
        hours={form.value.hours}
        verdict={form.verdict}
        onChange={(hours) => form.change({ hours })}
      />
      <div className="flex flex-row-reverse flex-wrap gap-2">
        <Button type="submit" tone="primary" busy={form.isBusy}>
          {t("line.save")}
        </Button>
        <Button onClick={onDone}>{common("cancel")}</Button>
      </div>
    </form>
  );
}
