"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";

/** Shown once, when the second step was turned on. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useTranslations("account");
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="attention" title={t("two-step.recovery")}>
        {t("two-step.recovery-lead")}
      </Notice>
      <ul className="code grid max-w-sm grid-cols-2 gap-x-6 gap-y-1">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button tone="primary" className="self-start" onClick={onKept}>
        {t("two-step.kept")}
      </Button>
    </div>
  );
}
