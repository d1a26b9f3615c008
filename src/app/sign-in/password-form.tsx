"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { authClient } from "./auth-client";
import { passwordProblem, type SignInProblem } from "./sign-in-problem";

/** First step: e-mail and password. Goes on to the code where the account has one. */
export function PasswordForm({ next }: { next: string }) {
  const t = useTranslations("sign-in");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | "incomplete" | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const email = String(fields.get("email")).trim();
    const password = String(fields.get("password"));
    setProblem(null);
    if (!email || !password) return setProblem("incomplete");
    setBusy(true);
    const { data, error } = await authClient.signIn
      .email({ email, password })
      .catch(() => ({ data: null, error: { status: 0 } }));
    if (error) {
      setBusy(false);
      form.querySelector<HTMLInputElement>("[name=password]")?.select();
      return setProblem(passwordProblem(error));
    }
    const needsCode = data && "twoFactorRedirect" in data && data.twoFactorRedirect;
    location.assign(needsCode ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormError>{problem ? t(`error.${problem}`) : null}</FormError>
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        required
      />
      <TextField
        label={t("password")}
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={256}
        required
      />
      <Button type="submit" tone="primary" busy={busy} className="mt-2">
        {t("submit")}
      </Button>
    </form>
  );
}
