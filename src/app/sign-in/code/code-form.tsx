"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { authClient } from "../auth-client";
import { CodeField, codeIn } from "../code-field";
import { codeProblem, type SignInProblem } from "../sign-in-problem";

/** Second step: the six digits of the authenticator, or one of the recovery codes where the device is lost. */
export function CodeForm({ next }: { next: string }) {
  const t = useTranslations("sign-in");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | "code-incomplete" | null>(null);
  const [deviceLost, setDeviceLost] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const code = deviceLost ? recoveryCodeIn(form) : codeIn(form);
    setProblem(null);
    if (!code) return setProblem(deviceLost ? "wrong-code" : "code-incomplete");
    setBusy(true);
    const { error } = await (deviceLost
      ? authClient.twoFactor.verifyBackupCode({ code })
      : authClient.twoFactor.verifyTotp({ code, trustDevice: false })
    ).catch(() => ({ error: { status: 0 } }));
    if (!error) return location.assign(next);
    setBusy(false);
    form.querySelector<HTMLInputElement>("[name=code]")?.select();
    setProblem(codeProblem(error));
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p>{deviceLost ? t("recovery-lead") : t("code-lead")}</p>
      <FormError>{problem ? t(`error.${problem}`) : null}</FormError>
      {deviceLost ? (
        <TextField
          label={t("recovery-code")}
          name="code"
          autoComplete="off"
          maxLength={40}
          className="code"
          autoFocus
        />
      ) : (
        <CodeField label={t("code")} />
      )}
      <Button type="submit" tone="primary" busy={busy} className="mt-2">
        {t("code-submit")}
      </Button>
      <Button
        tone="quiet"
        size="sm"
        className="self-start"
        onClick={() => {
          setProblem(null);
          setDeviceLost(!deviceLost);
        }}
      >
        {deviceLost ? t("use-code") : t("device-lost")}
      </Button>
      <Link href="/sign-in" className="link text-sm">
        {t("start-over")}
      </Link>
    </form>
  );
}

/** Recovery codes are compared sign by sign; full width and stray blanks are a slip of typing. */
function recoveryCodeIn(form: HTMLFormElement): string {
  return String(new FormData(form).get("code")).normalize("NFKC").replace(/\s/g, "");
}
