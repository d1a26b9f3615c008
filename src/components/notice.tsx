"use client";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Tone, toneText } from "./tone";
import { ToneIcon } from "./tone-icon";

type NoticeProps = {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out at once; for what happened just now, not for what was there when the page opened. */
  live?: boolean;
  className?: string;
};

const edges: Record<Tone, string> = {
  neutral: "border-line-strong bg-surface",
  ok: "border-ok bg-ok-soft",
  attention: "border-attention bg-attention-soft",
  danger: "border-danger bg-danger-soft",
  done: "border-line-strong bg-surface",
};

/** A remark in the page. */
export function Notice({ tone = "neutral", title, children, action, live, className }: NoticeProps) {
  const t = useTranslations("common");
  return (
    <div
      role={live ? (tone === "danger" ? "alert" : "status") : undefined}
      className={clsx("flex items-start gap-2.5 rounded-md border-l-4 px-3.5 py-2.5", edges[tone], className)}
    >
      <span className={clsx("mt-[0.3em]", toneText[tone])}>
        <ToneIcon tone={tone} />
        <span className="sr-only">{t(`tone.${tone}`)}</span>
      </span>
      <div className="min-w-0 flex-1">
        {title ? <p className="font-bold">{title}</p> : null}
        {children ? <div className="max-w-prose">{children}</div> : null}
        {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}
