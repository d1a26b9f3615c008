"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

type CopyButtonProps = {
  /** What is copied. Never personal data: clipboards are kept and shared by the operating system. */
  text: string;
  /** What it is, for screen readers, e.g. "ロット番号". */
  what: string;
};

/** Copies an id, and says that it did. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        )
      }
      className="inline-flex size-7 items-center justify-center rounded-sm align-middle text-ink-soft hover:bg-sunken hover:text-ink"
    >
      <Icon aria-hidden="true" className="size-4" />
      <span className="sr-only" aria-live="polite">
        {copied ? t("copied") : `${t("copy")}: ${what}`}
      </span>
    </button>
  );
}
