"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { authClient } from "./auth-client";
import type { DemoSignIn } from "./demo-sign-ins";
import { passwordProblem, type SignInProblem } from "./sign-in-problem";

/** First step: e-mail and password. Goes on to the code where the account has one. */
export function PasswordForm({ next, demo }: { next: string; demo: readonly DemoSignIn[] }) {
  const t = useTranslations("sign-in");
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | "incomplete" | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
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
      field(form.current, "password")?.select();
      return setProblem(passwordProblem(error));
    }
    const needsCode = data && "twoFactorRedirect" in data && data.twoFactorRedirect;
    location.assign(needsCode ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
  };

  const fill = ({ email, password }: DemoSignIn) => {
    const boxes = { email: field(form.current, "email"), password: field(form.current, "password") };
    if (boxes.email) boxes.email.value = email;
    if (boxes.password) boxes.password.value = password;
    form.current?.querySelector<HTMLButtonElement>("[type=submit]")?.focus();
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormError>{problem ? t(`error.${problem}`) : null}</FormError>
      <TextField label={t("email")} name="email" type="email" autoComplete="username" inputMode="email" />
      <TextField
        label={t("password")}
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={256}
      />
      <Button type="submit" tone="primary" busy={busy} className="mt-2">
        {t("submit")}
      </Button>
      {demo.length > 0 ? <DemoChoices demo={demo} onPick={fill} /> : null}
    </form>
  );
}

function field(form: HTMLFormElement | null, name: string): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(`[name=${name}]`) ?? null;
}

type DemoChoicesProps = { demo: readonly DemoSignIn[]; onPick: (signIn: DemoSignIn) => void };

function DemoChoices({ demo, onPick }: DemoChoicesProps) {
  const t = useTranslations("sign-in");
  const shell = useTranslations("shell");
  return (
    <section aria-label={t("demo")} className="mt-6 border-t border-line pt-4">
      <p className="mb-2 text-sm text-ink-soft">{t("demo")}</p>
      <ul className="flex flex-wrap gap-2">
        {demo.map((signIn) => (
          <li key={signIn.email}>
            <Button size="sm" onClick={() => onPick(signIn)}>
              {shell(`role.${signIn.role}`)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
