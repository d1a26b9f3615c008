"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { authClient } from "../auth-client";
import { codeProblem, type SignInProblem } from "../sign-in-problem";

/** Second step: the six digits of the authenticator. Full-width digits and spaces are taken as they are meant. */
export function CodeForm({ next }: { next: string }) {
  const t = useTranslations("sign-in");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | "code-incomplete" | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = String(new FormData(form).get("code"));
    const code = typed.normalize("NFKC").replace(/\D/g, "");
    setProblem(null);
    if (code.length !== 6) return setProblem("code-incomplete");
    setBusy(true);
    const { error } = await authClient.twoFactor
      .verifyTotp({ code, trustDevice: false })
      .catch(() => ({ error: { status: 0 } }));
    if (!error) return location.assign(next);
    setBusy(false);
    form.querySelector<HTMLInputElement>("[name=code]")?.select();
    setProblem(codeProblem(error));
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p>{t("code-lead")}</p>
      <FormError>{problem ? t(`error.${problem}`) : null}</FormError>
      <TextField
        label={t("code")}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        figures
      />
      <Button type="submit" tone="primary" busy={busy} className="mt-2">
        {t("code-submit")}
      </Button>
      <Link href="/sign-in" className="link text-sm">
        {t("start-over")}
      </Link>
    </form>
  );
}
