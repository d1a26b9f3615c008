import clsx from "clsx";
import type { ReactNode } from "react";
import { type Tone, toneFill } from "./tone";
import { ToneIcon } from "./tone-icon";

type BadgeProps = { tone?: Tone; children: ReactNode; className?: string };

/** A state in a word or two. */
export function Badge({ tone = "neutral", children, className }: BadgeProps) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1 rounded-sm px-1.5 py-0.5 text-xs font-bold whitespace-nowrap",
        toneFill[tone],
        className,
      )}
    >
      {tone === "neutral" ? null : <ToneIcon tone={tone} className="size-3 shrink-0" />}
      {children}
    </span>
  );
}
