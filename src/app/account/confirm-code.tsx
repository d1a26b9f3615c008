"use client";
import { drawingSVG, qrcode } from "bwip-js/browser";
import { useTranslations } from "next-intl";
import { type FormEvent, useMemo, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { authClient } from "../sign-in/auth-client";
import { CodeField, codeIn } from "../sign-in/code-field";

type ConfirmCodeProps = { totpUri: string; onConfirmed: () => void };

/** The authenticator's picture, drawn in this browser so that the key goes nowhere else, and its first code. */
export function ConfirmCode({ totpUri, onConfirmed }: ConfirmCodeProps) {
  const t = useTranslations("account");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<"wrong-code" | "throttled" | "unreachable" | null>(null);
  const picture = useMemo(() => {
    const svg = qrcode(
      { bcid: "qrcode", text: totpUri, scale: 4, padding: 4, backgroundcolor: "ffffff" },
      drawingSVG(),
    );
    return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
  }, [totpUri]);
  const key = new URL(totpUri).searchParams.get("secret") ?? "";

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = codeIn(event.currentTarget);
    setProblem(null);
    if (!code) return setProblem("wrong-code");
    setBusy(true);
    const { error } = await authClient.twoFactor.verifyTotp({ code }).catch(() => ({ error: { status: 0 } }));
    setBusy(false);
    if (!error) return onConfirmed();
    if (error.status === 429) return setProblem("throttled");
    setProblem(error.status >= 400 && error.status < 500 ? "wrong-code" : "unreachable");
  };

  return (
    <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
      <p>{t("two-step.scan")}</p>
      {/* biome-ignore lint/performance/noImgElement: a drawing made in this browser has nothing to optimise. */}
      <img src={picture} alt={t("two-step.picture")} className="size-48 rounded-md border border-line" />
      <p className="text-sm text-ink-soft">
        {t("two-step.by-hand")} <span className="code break-all text-ink">{key}</span>
      </p>
      <FormError>{problem ? t(`error.${problem}`) : null}</FormError>
      <CodeField label={t("two-step.code")} />
      <Button type="submit" tone="primary" busy={busy} className="self-start">
        {t("two-step.confirm")}
      </Button>
    </form>
  );
}
