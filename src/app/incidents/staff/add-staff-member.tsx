"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Select } from "@/components/select";
import { TextField } from "@/components/text-field";
import { roles } from "@/features/staff/rules";
import { addStaffMember, shortestPassword } from "@/features/staff/schema";
import { useErrorText } from "../../error-text";
import { useTRPC } from "../../trpc";
import { FormDialog } from "../form-dialog";
import { useBlocked } from "../signed-in-context";
import { useChanged } from "../use-changed";
import { useCheckedForm } from "../use-checked-form";

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
    <FormDialog
      title={t("staff.add-title")}
      description={t("staff.add-description")}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button tone="primary" blockedBecause={blocked("staff.add")}>
          {t("staff.add")}
        </Button>
      }
      confirm={t("staff.add")}
      form={{ ...form, id: formId, className: "grid gap-4" }}
    >
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
    </FormDialog>
  );
}

function useAddStaff(onDone: () => void) {
  const trpc = useTRPC();
  const errorText = useErrorText();
  const changed = useChanged();
  const add = useMutation(
    trpc.staff.add.mutationOptions({
      onSuccess: async () => {
        await changed();
        onDone();
      },
    }),
  );
  const form = useCheckedForm({ fields, schema: addStaffMember, send: add.mutate });
  return { ...form, isBusy: add.isPending, problem: add.error ? errorText(add.error) : null };
}
