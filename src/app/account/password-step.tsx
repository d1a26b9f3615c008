"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";

type Refusal = { status: number } | null;
type PasswordStepProps = { lead?: string; label: string; onPassword: (password: string) => Promise<Refusal> };

/** Asks for the password once more before the account's security changes. */
export function PasswordStep({ lead, label, onPassword }: PasswordStepProps) {
  const t = useTranslations("account");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<"wrong-password" | "throttled" | "unreachable" | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    setProblem(null);
    setBusy(true);
    const refusal = await onPassword(password).catch(() => ({ status: 0 }));
    setBusy(false);
    if (!refusal) return;
    if (refusal.status === 429) return setProblem("throttled");
    setProblem(refusal.status >= 400 && refusal.status < 500 ? "wrong-password" : "unreachable");
  };

  return (
    <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
      {lead ? <p>{lead}</p> : null}
      <FormError>{problem ? t(`error.${problem}`) : null}</FormError>
      <TextField
        label={t("two-step.password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <Button type="submit" tone="primary" busy={busy} className="self-start">
        {label}
      </Button>
    </form>
  );
}
