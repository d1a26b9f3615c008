"use client";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import type { ConfirmedSpoils } from "@/features/print-runs/schema";

/** What confirming did: how many are made anew, in which run, and how many are not and why. */
export function ConfirmedNotice({ result }: { result: ConfirmedSpoils }) {
  const t = useTranslations("bench");
  const { confirmed, replaced, notOwed, toWriteAnew, reprintRuns } = result;
  return (
    <Notice
      tone="ok"
      live
      className="mb-6"
      title={t("spoil.confirmed", { count: confirmed })}
      action={reprintRuns.map(({ printRunId, number }) => (
        <LinkButton key={printRunId} size="sm" tone="primary" href={`/mailroom/runs/${printRunId}`}>
          {t("spoil.to-reprint", { number })}
        </LinkButton>
      ))}
    >
      {replaced > 0 ? <p>{t("spoil.result-replaced", { count: replaced })}</p> : null}
      {notOwed > 0 ? <p>{t("spoil.result-not-owed", { count: notOwed })}</p> : null}
      {toWriteAnew > 0 ? <p>{t("spoil.result-anew", { count: toWriteAnew })}</p> : null}
    </Notice>
  );
}
