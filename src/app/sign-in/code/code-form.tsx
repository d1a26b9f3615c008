"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { authClient } from "../auth-client";
import { CodeField, codeIn } from "../code-field";
import { codeProblem, type SignInProblem } from "../sign-in-problem";

/** Second step: the six digits of the authenticator. */
export function CodeForm({ next }: { next: string }) {
  const t = useTranslations("sign-in");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | "code-incomplete" | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const code = codeIn(form);
    setProblem(null);
    if (!code) return setProblem("code-incomplete");
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
      <CodeField label={t("code")} />
      <Button type="submit" tone="primary" busy={busy} className="mt-2">
        {t("code-submit")}
      </Button>
      <Link href="/sign-in" className="link text-sm">
        {t("start-over")}
      </Link>
    </form>
  );
}
