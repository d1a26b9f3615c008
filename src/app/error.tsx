"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  return (
    <main className="mx-auto max-w-xl px-6 py-16" role="alert">
      <h1 className="text-2xl">{t("error.title")}</h1>
      <p className="mt-2 text-ink-soft">{t("error.body")}</p>
      {error.digest ? (
        <p className="mt-2 text-sm text-ink-soft">
          {t("error.digest")} <span className="figures text-ink">{error.digest}</span>
        </p>
      ) : null}
      <div className="mt-6">
        <Button tone="primary" onClick={reset}>
          {common("retry")}
        </Button>
      </div>
    </main>
  );
}
