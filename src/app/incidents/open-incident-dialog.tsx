"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { tokyoDate } from "@/features/incidents/rules";
import { openIncidentInput } from "@/features/incidents/schema";
import { useErrorText } from "../error-text";
import { useTRPC } from "../trpc";
import { FormDialog } from "./form-dialog";
import { useBlocked } from "./signed-in-context";
import { useCheckedForm } from "./use-checked-form";

const fields = ["title", "code", "discoveredOn", "organisationName", "departmentName"] as const;
type Field = (typeof fields)[number];

/** Opens a new incident, with a free code and today filled in, and goes to its page. */
export function OpenIncidentDialog({ knownCodes }: { knownCodes: readonly string[] }) {
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const form = useOpenIncident(() => setOpen(false));
  return (
    <FormDialog
      title={t("open.title")}
      description={t("open.description")}
      size="md"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button tone="primary" blockedBecause={blocked("incidents.open")}>
          {t("open.button")}
        </Button>
      }
      confirm={t("open.confirm")}
      form={{ ...form, id: formId, className: "grid gap-4 sm:grid-cols-2" }}
    >
      <div className="col-span-full">
        <FormError
          problems={form.wrong.map((field) => ({
            fieldId: `${formId}-${field}`,
            text: t(`open.wrong.${field}`),
          }))}
        >
          {form.problem}
        </FormError>
      </div>
      {fields.map((field) => (
        <TextField
          key={field}
          id={`${formId}-${field}`}
          name={field}
          label={t(`open.field.${field}`)}
          hint={t(`open.hint.${field}`)}
          error={form.wrong.includes(field) ? t(`open.wrong.${field}`) : undefined}
          defaultValue={defaultOf(field, knownCodes)}
          type={field === "discoveredOn" ? "date" : "text"}
          figures={field === "code" || field === "discoveredOn"}
          required={field !== "departmentName"}
          className={field === "title" ? "col-span-full" : undefined}
        />
      ))}
    </FormDialog>
  );
}

function defaultOf(field: Field, knownCodes: readonly string[]): string {
  const today = tokyoDate(new Date());
  if (field === "discoveredOn") return today;
  if (field !== "code") return "";
  const year = today.slice(0, 4);
  for (let number = 1; ; number += 1) {
    const code = `${year}-${String(number).padStart(3, "0")}`;
    if (!knownCodes.includes(code)) return code;
  }
}

function useOpenIncident(onOpened: () => void) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [id] = useState(() => crypto.randomUUID());
  const open = useMutation(
    trpc.incidents.open.mutationOptions({
      onSuccess: async (opened) => {
        await queries.invalidateQueries(trpc.incidents.list.queryFilter());
        onOpened();
        router.push(`/incidents/${opened.id}`);
      },
    }),
  );
  const form = useCheckedForm({ fields, schema: openIncidentInput, also: { id }, send: open.mutate });
  return { ...form, isBusy: open.isPending, problem: open.error ? errorText(open.error) : null };
}
