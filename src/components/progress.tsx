"use client";
import clsx from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Badge } from "./badge";
import type { Tone } from "./tone";

export type ProgressState = "waiting" | "running" | "done" | "failed";

type ProgressProps = {
  label: ReactNode;
  done: number;
  /** `null` while it is not known how much there is. */
  total: number | null;
  state?: ProgressState;
  /** Pieces a second, as measured. */
  ratePerSecond?: number | null;
  secondsLeft?: number | null;
  /** What went wrong, what happens next, a button. */
  children?: ReactNode;
  className?: string;
};

const tones: Record<ProgressState, Tone> = {
  waiting: "neutral",
  running: "neutral",
  done: "ok",
  failed: "danger",
};

/** Long work: how much of how much, how fast, how long still. */
export function Progress(props: ProgressProps) {
  const { label, done, total, state = "running", ratePerSecond, secondsLeft, children, className } = props;
  const t = useTranslations("common");
  const format = useFormatter();
  const timeLeft = useTimeLeft(state === "running" ? secondsLeft : null);
  const labelId = useId();
  const share = total ? Math.min(1, done / total) : 0;
  const counted = total === null ? format.number(done) : t("progress.of", { done, total });
  return (
    <div className={clsx("min-w-0", className)}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
        <span id={labelId} className="flex flex-wrap items-baseline gap-x-2 font-bold">
          {label}
          <Badge tone={tones[state]}>{t(`progress.${state}`)}</Badge>
        </span>
        <span className="figures flex flex-wrap gap-x-4 text-ink-soft">
          <span className="text-ink">{counted}</span>
          {state === "running" && ratePerSecond ? (
            <span>{t("progress.rate", { rate: tidyRate(ratePerSecond) })}</span>
          ) : null}
          {timeLeft ? <span>{timeLeft}</span> : null}
        </span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={labelId}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : Math.min(done, total)}
        aria-valuetext={counted}
        className="mt-1.5 h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          className={clsx(
            "h-full origin-left rounded-full transition-transform duration-300 ease-linear",
            state === "failed" ? "bg-danger" : state === "done" ? "bg-ok" : "bg-accent",
            total === null && state === "running" && "animate-pulse",
          )}
          style={{ transform: `scaleX(${total === null && state === "running" ? 1 : share})` }}
        />
      </div>
      {children ? <div className="mt-1.5 text-sm">{children}</div> : null}
    </div>
  );
}

function tidyRate(rate: number): number {
  return rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10;
}

function useTimeLeft(secondsLeft: number | null | undefined): string | null {
  const t = useTranslations("common");
  if (secondsLeft === null || secondsLeft === undefined || !Number.isFinite(secondsLeft)) return null;
  const seconds = Math.max(1, Math.round(secondsLeft));
  if (seconds < 60) return t("progress.seconds-left", { seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t("progress.minutes-left", { minutes });
  return t("progress.hours-left", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
