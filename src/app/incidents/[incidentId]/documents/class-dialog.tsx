"use client";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { useTRPCClient } from "../../../trpc";
import { ReasonDialog } from "../../reason-dialog";
import { useChanged } from "../../use-changed";
import { ElementFields } from "./element-fields";
import { useClassForm } from "./use-class-form";
import type { DocumentClass } from "./use-class-name";

type ClassDialogProps = { incidentId: string; known: DocumentClass | null; onClose: () => void };

/** Adds a kind of paper or changes one: how it is called, and what it tells about whom. */
export function ClassDialog({ incidentId, known, onClose }: ClassDialogProps) {
  const t = useTranslations("documents");
  const form = useClassForm(incidentId, known, onClose);
  const { fields, set } = form;
  const missing = (field: string) => (form.isWrong(field) ? t("classes.fill-in") : undefined);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      size="lg"
      title={known ? t("classes.edit", { code: known.code }) : t("classes.add")}
      description={t("classes.edit-lead")}
      actions={
        <Button tone="primary" busy={form.isBusy} onClick={form.save}>
          {t("classes.save")}
        </Button>
      }
    >
      <div className="grid gap-4">
        <FormError>{form.problem ?? (form.hasWrong ? t("classes.wrong") : null)}</FormError>
        <div className="grid items-start gap-3 sm:grid-cols-3">
          {known ? null : (
            <TextField
              label={t("classes.code")}
              hint={t("classes.code-hint")}
              value={fields.code}
              onChange={(event) => set({ code: event.target.value.toUpperCase() })}
              error={form.isWrong("code") ? t("classes.code-hint") : undefined}
              maxLength={10}
              figures
              required
            />
          )}
          <TextField
            label={t("classes.name-ja")}
            value={fields.nameJa}
            onChange={(event) => set({ nameJa: event.target.value })}
            error={missing("nameJa")}
            maxLength={60}
            required
          />
          <TextField
            label={t("classes.name-en")}
            value={fields.nameEn}
            onChange={(event) => set({ nameEn: event.target.value })}
            error={missing("nameEn")}
            maxLength={60}
            required
          />
        </div>
        <TextField
          label={t("classes.words")}
          hint={t("classes.words-hint")}
          value={fields.words}
          onChange={(event) => set({ words: event.target.value })}
        />
        <div>
          <h3 className="mb-1 font-bold">{t("classes.elements")}</h3>
          <ul className="grid gap-2">
            {fields.elements.map((element, place) => (
              <ElementFields
                key={element.key}
                element={element}
                isWrong={(part) => form.isWrong(`elements.${place}.${part}`)}
                set={(change) => form.setElement(element.key, change)}
                remove={fields.elements.length > 1 ? () => form.removeElement(element.key) : null}
              />
            ))}
          </ul>
          <Button size="sm" className="mt-2" icon={<Plus />} onClick={form.addElement}>
            {t("element.add")}
          </Button>
        </div>
        {known ? <RemoveClass incidentId={incidentId} known={known} onRemoved={onClose} /> : null}
      </div>
    </Dialog>
  );
}

type RemoveClassProps = { incidentId: string; known: DocumentClass; onRemoved: () => void };

function RemoveClass({ incidentId, known, onRemoved }: RemoveClassProps) {
  const t = useTranslations("documents");
  const client = useTRPCClient();
  const changed = useChanged();
  return (
    <ReasonDialog
      title={t("classes.remove-title", { code: known.code })}
      description={t("classes.remove-description")}
      confirm={t("classes.remove")}
      danger
      trigger={
        <Button tone="quiet" size="sm" className="justify-self-start">
          {t("classes.remove")}
        </Button>
      }
      act={async (reason) => {
        await client.documents.removeClass.mutate({ incidentId, code: known.code, reason });
        await changed();
        onRemoved();
      }}
    />
  );
}
