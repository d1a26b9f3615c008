"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { Textarea } from "@/components/textarea";
import { FormDialog } from "../../form-dialog";
import { useBlocked } from "../../signed-in-context";
import { useRegisterMedia } from "./use-register-media";

/** Registers one or many media at once, in custody or missing already. */
export function RegisterMedia({ incidentId }: { incidentId: string }) {
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const [isMissing, setMissing] = useState(true);
  const form = useRegisterMedia(incidentId, () => setOpen(false));
  return (
    <FormDialog
      title={t("media.register.title")}
      description={t("media.register.description")}
      size="md"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button tone="primary" blockedBecause={blocked("media.register")}>
          {t("media.register.button")}
        </Button>
      }
      confirm={t("media.register.confirm")}
      form={{ ...form, id: formId, className: "grid gap-4" }}
    >
      <FormError problems={form.problems.map(({ name, text }) => ({ fieldId: `${formId}-${name}`, text }))} />
      <Textarea
        id={`${formId}-labels`}
        name="labels"
        label={t("media.register.labels")}
        hint={t("media.register.labels-hint")}
        rows={4}
        required
      />
      <TextField
        name="mediaType"
        label={t("media.type")}
        hint={t("media.register.type-hint")}
        defaultValue="LTO-4"
        className="max-w-60"
      />
      <Checkbox
        label={t("media.register.missing")}
        hint={t("media.register.missing-hint")}
        checked={isMissing}
        onChange={(event) => setMissing(event.target.checked)}
      />
      {isMissing ? (
        <div className="grid gap-4 border-l-2 border-line pl-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <TextField type="date" name="since" label={t("media.since")} hint={t("media.since-hint")} figures />
          <TextField
            id={`${formId}-reason`}
            name="reason"
            label={t("reason.label")}
            hint={t("media.register.reason-hint")}
            maxLength={500}
            required
          />
        </div>
      ) : null}
    </FormDialog>
  );
}
