"use client";
import { useQuery } from "@tanstack/react-query";
import { OctagonX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { RadioGroup } from "@/components/radio-group";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import { rolesByStop } from "@/features/print-runs/rules";
import { mailStopKinds } from "@/features/print-runs/schema";
import { FormDialog } from "../../incidents/form-dialog";
import { useBlocked, useSignedIn } from "../../incidents/signed-in-context";
import { useTRPC } from "../../trpc";
import { useMailroom } from "../mailroom-context";
import { stopSubjects } from "./stop-wish";
import { useRoleNames } from "./use-role-names";
import { type StopForm, useStopForm } from "./use-stop-form";

/** Stops the post of a letter, a run or a person: scan or type whose, say why. */
export function StopDialog() {
  const t = useTranslations("bench");
  const blocked = useBlocked()("mailStops.stop");
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const form = useStopForm(() => setOpen(false));
  const trigger = (
    <Button tone="primary" icon={<OctagonX aria-hidden="true" className="size-4" />} blockedBecause={blocked}>
      {t("stop.new")}
    </Button>
  );
  if (blocked) return trigger;
  return (
    <FormDialog
      title={t("stop.new")}
      description={t("stop.lead")}
      confirm={t("stop.do")}
      danger={form.wish.kind === "cancel"}
      size="md"
      trigger={trigger}
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        form.reset();
      }}
      form={{
        id: formId,
        isBusy: form.isBusy,
        submit: (event) => {
          event.preventDefault();
          form.submit();
        },
        className: "grid gap-4",
      }}
    >
      <StopFields form={form} />
    </FormDialog>
  );
}

function StopFields({ form: { wish, change, problem } }: { form: StopForm }) {
  const t = useTranslations("bench");
  const { role } = useSignedIn();
  const roleNames = useRoleNames();
  return (
    <>
      <FormError>{problem}</FormError>
      <RadioGroup
        label={t("stop.of")}
        value={wish.of}
        onValueChange={(of) => change({ of })}
        options={stopSubjects.map((value) => ({
          value,
          label: t(`stop.ofs.${value}`),
          hint: t(`stop.of-hints.${value}`),
        }))}
      />
      {wish.of === "run" ? (
        <RunField value={wish.printRunId} onChange={(printRunId) => change({ printRunId })} />
      ) : (
        <TextField
          label={t("stop.code")}
          value={wish.code}
          onChange={(event) => change({ code: event.target.value })}
          // Enter of a scanner ends the code, not the form.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          autoComplete="off"
          maxLength={200}
          figures
          required
        />
      )}
      <RadioGroup
        label={t("stop.kind")}
        value={wish.kind}
        onValueChange={(kind) => change({ kind })}
        options={mailStopKinds.map((value) => ({
          value,
          label: t(`stop.kinds.${value}`),
          hint: rolesByStop[value].includes(role)
            ? t(`stop.kind-hints.${value}`)
            : t("stop.kind-roles", { roles: roleNames(rolesByStop[value]) }),
          disabled: !rolesByStop[value].includes(role),
        }))}
      />
      <TextField
        label={t("stop.reason")}
        hint={t("stop.reason-hint")}
        value={wish.reason}
        onChange={(event) => change({ reason: event.target.value })}
        maxLength={500}
        required
      />
    </>
  );
}

type RunFieldProps = { value: string; onChange: (printRunId: string) => void };

function RunField({ value, onChange }: RunFieldProps) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const mailroom = useTranslations("mailroom");
  const { incident } = useMailroom();
  const runs = useQuery(trpc.printRuns.list.queryOptions({ incidentId: incident.id }));
  return (
    <Select
      label={t("stop.run")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={(runs.data ?? []).map((run) => ({
        value: run.id,
        label: `${t("stop.of-run", { number: run.number })}　${mailroom(`state.${run.state}`)}`,
      }))}
      required
    />
  );
}
