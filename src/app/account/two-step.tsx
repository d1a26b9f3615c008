"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/badge";
import { Section } from "@/components/section";
import { authClient } from "../sign-in/auth-client";
import { ConfirmCode } from "./confirm-code";
import { PasswordStep } from "./password-step";
import { RecoveryCodes } from "./recovery-codes";

type Enrolment = { totpURI: string; backupCodes: string[] };
type Step = { at: "password" } | ({ at: "code" } & Enrolment) | ({ at: "recovery" } & Enrolment);

/** Turns the second step of signing in on (password, code, recovery codes) or off (password). */
export function TwoStep({ isOn }: { isOn: boolean }) {
  const t = useTranslations("account");
  const [on, setOn] = useState(isOn);
  const [step, setStep] = useState<Step>({ at: "password" });

  const enable = async (password: string) => {
    const { data, error } = await authClient.twoFactor.enable({ password });
    if (data && "totpURI" in data) setStep({ at: "code", ...data });
    return error;
  };
  const disable = async (password: string) => {
    const { error } = await authClient.twoFactor.disable({ password });
    if (!error) {
      setOn(false);
      setStep({ at: "password" });
    }
    return error;
  };

  return (
    <Section
      title={t("two-step.title")}
      lead={t("two-step.lead")}
      actions={
        <Badge tone={on ? "ok" : "attention"}>{on ? t("two-step.is-on") : t("two-step.is-off")}</Badge>
      }
    >
      {step.at === "password" && !on ? (
        <PasswordStep label={t("two-step.begin")} onPassword={enable} />
      ) : null}
      {step.at === "code" ? (
        <ConfirmCode
          totpUri={step.totpURI}
          onConfirmed={() => {
            setOn(true);
            setStep({ ...step, at: "recovery" });
          }}
        />
      ) : null}
      {step.at === "recovery" ? (
        <RecoveryCodes codes={step.backupCodes} onKept={() => setStep({ at: "password" })} />
      ) : null}
      {step.at === "password" && on ? (
        <PasswordStep lead={t("two-step.off-lead")} label={t("two-step.turn-off")} onPassword={disable} />
      ) : null}
    </Section>
  );
}
