"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import { tokyoDate } from "@/features/incidents/rules";
import { type Finding, findings } from "@/features/media/rules";
import { useTRPCClient } from "../../../trpc";
import { FormDialog } from "../../form-dialog";
import { useBlocked } from "../../signed-in-context";
import { useAct } from "../../use-act";
import { useChanged } from "../../use-changed";
import type { MediumRow } from "./media-table";

type StocktakeDialogProps = { incidentId: string; media: MediumRow[] };

/** Writes down a stocktake: for every medium whether it was seen, was absent, unreadable or not looked for. */
export function StocktakeDialog({ incidentId, media }: StocktakeDialogProps) {
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const form = useStocktake(incidentId, media, () => setOpen(false));
  const options = findings.map((value) => ({ value, label: t(`finding.${value}`) }));
  return (
    <FormDialog
      title={t("stocktake.title")}
      description={t("stocktake.description")}
      size="md"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button blockedBecause={blocked("media.recordStocktake")}>{t("stocktake.button")}</Button>}
      confirm={t("stocktake.confirm")}
      form={{ ...form, id: formId, className: "grid gap-4" }}
    >
      <FormError>{form.problem}</FormError>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          type="date"
          name="takenOn"
          label={t("stocktake.taken-on")}
          defaultValue={tokyoDate(new Date())}
          figures
          required
        />
        <TextField name="place" label={t("stocktake.place")} maxLength={120} required />
      </div>
      <fieldset className="grid gap-3">
        <legend className="mb-2 text-sm font-bold">{t("stocktake.findings")}</legend>
        {media.map((medium) => (
          <Select
            key={medium.id}
            name={`finding-${medium.id}`}
            label={<span className="code">{medium.label}</span>}
            options={options}
            emptyChoice={false}
            defaultValue="not-checked"
            className="grid-cols-[minmax(0,1fr)_14rem] items-center sm:grid"
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}

function useStocktake(incidentId: string, media: MediumRow[], onDone: () => void) {
  const client = useTRPCClient();
  const t = useTranslations("incidents");
  const changed = useChanged();
  const { isBusy, problem, setProblem, run } = useAct();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    if (!text("takenOn") || !text("place")) return setProblem(t("stocktake.incomplete"));
    await run(async () => {
      await client.media.recordStocktake.mutate({
        incidentId,
        takenOn: text("takenOn"),
        place: text("place"),
        slotsExpected: media.length,
        findings: media.map(({ id }) => ({ mediumId: id, finding: text(`finding-${id}`) as Finding })),
      });
      await changed();
      onDone();
    });
  };
  return { submit, isBusy, problem };
}
