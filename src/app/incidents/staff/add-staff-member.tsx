"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { FormError } from "@/components/form-error";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import { roles } from "@/features/staff/rules";
import { addStaffMember, shortestPassword } from "@/features/staff/schema";
import { useErrorText } from "../../error-text";
import { useTRPC } from "../../trpc";
import { useBlocked } from "../signed-in-context";
import { useChanged } from "../use-changed";

const fields = ["name", "email", "role", "password"] as const;
type Field = (typeof fields)[number];

/** Gives somebody a sign-in. */
export function AddStaffMember() {
  const t = useTranslations("incidents");
  const shell = useTranslations("shell");
  const blocked = useBlocked();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const form = useAddStaff(() => setOpen(false));
  const problemOf = (field: Field) =>
    form.wrong.includes(field) ? t(`staff-wrong.${field}`, { shortest: shortestPassword }) : undefined;
  return (
    <Dialog
      title={t("staff.add-title")}
      description={t("staff.add-description")}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button tone="primary" blockedBecause={blocked("staff.add")}>
          {t("staff.add")}
        </Button>
      }
      actions={
        <Button type="submit" form={formId} tone="primary" busy={form.isBusy}>
          {t("staff.add")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={form.submit} className="grid gap-4">
        <FormError>{form.problem}</FormError>
        <TextField name="name" label={t("staff.name")} error={problemOf("name")} required />
        <TextField name="email" type="email" label={t("staff.email")} error={problemOf("email")} required />
        <Select
          name="role"
          label={t("staff.role")}
          error={problemOf("role")}
          options={roles.map((value) => ({ value, label: shell(`role.${value}`) }))}
          required
        />
        <TextField
          name="password"
          label={t("staff.password")}
          hint={t("staff.password-hint", { shortest: shortestPassword })}
          error={problemOf("password")}
          autoComplete="off"
          required
        />
      </form>
    </Dialog>
  );
}

function useAddStaff(onDone: () => void) {
  const trpc = useTRPC();
  const errorText = useErrorText();
  const changed = useChanged();
  const [wrong, setWrong] = useState<Field[]>([]);
  const add = useMutation(
    trpc.staff.add.mutationOptions({
      onSuccess: async () => {
        await changed();
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const checked = addStaffMember.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    const places = new Set(checked.error?.issues.map((issue) => String(issue.path[0])) ?? []);
    setWrong(fields.filter((field) => places.has(field)));
    if (checked.success) add.mutate(checked.data);
  };
  return { submit, wrong, isBusy: add.isPending, problem: add.error ? errorText(add.error) : null };
}
