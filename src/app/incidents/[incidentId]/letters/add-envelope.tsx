"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { useTRPCClient } from "../../../trpc";
import { FormDialog } from "../../form-dialog";
import { useBlocked } from "../../signed-in-context";
import { useAct } from "../../use-act";
import { useChanged } from "../../use-changed";

const lengths = [
  "widthMm",
  "heightMm",
  "windowLeftMm",
  "windowBottomMm",
  "windowWidthMm",
  "windowHeightMm",
  "slackMm",
  "weightG",
] as const;

/** An envelope measured with a ruler, for every incident to choose from; it cannot be changed afterwards. */
export function AddEnvelope({ incidentId }: { incidentId: string }) {
  const t = useTranslations("envelope");
  const formId = useId();
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const [isOpen, setOpen] = useState(false);
  const { isBusy, problem, setProblem, run } = useAct();
  const add = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const number = (name: (typeof lengths)[number]) => Number(text(name).normalize("NFKC"));
    const measured = Object.fromEntries(lengths.map((name) => [name, number(name)])) as Record<
      (typeof lengths)[number],
      number
    >;
    const isWhole = lengths.every((name) => text(name) !== "" && Number.isFinite(measured[name]));
    if (!isWhole || text("name") === "" || !/^[a-z][a-z0-9-]{0,29}$/.test(text("code")))
      return setProblem(t("add.missing"));
    return run(async () => {
      const words = { incidentId, code: text("code"), name: text("name") };
      await client.letters.addEnvelope.mutate({ ...words, ...measured });
      setOpen(false);
      await changed();
    });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void add(new FormData(event.currentTarget));
  };
  return (
    <FormDialog
      title={t("add.title")}
      description={t("add.description")}
      confirm={t("add.confirm")}
      size="md"
      trigger={<Button blockedBecause={blocked("letters.addEnvelope")}>{t("add.open")}</Button>}
      open={isOpen}
      onOpenChange={setOpen}
      form={{ id: formId, isBusy, submit, className: "grid gap-4 sm:grid-cols-2" }}
    >
      <div className="sm:col-span-2">
        <FormError>{problem}</FormError>
      </div>
      <TextField label={t("add.name")} name="name" maxLength={40} required />
      <TextField
        label={t("add.code")}
        hint={t("add.code-hint")}
        name="code"
        maxLength={30}
        figures
        required
      />
      {lengths.map((name) => (
        <TextField
          key={name}
          label={t(`add.${name}`)}
          name={name}
          inputMode="decimal"
          suffix={name === "weightG" ? "g" : "mm"}
          defaultValue={name === "slackMm" ? "1" : undefined}
          figures
          required
        />
      ))}
    </FormDialog>
  );
}
