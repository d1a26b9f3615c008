"use client";
import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "./badge";
import { Figure } from "./figure";
import type { Tone } from "./tone";

export type Stage = {
  id: string;
  label: string;
  /** What came this far; `null` while it is not known. */
  count: number | null;
  unit?: ReactNode;
  /** The rows the number counts. */
  href?: string;
  /** What came in and did not go on, and where those rows are. */
  setAside?: { count: number; href?: string };
  state: { tone: Tone; label: string };
  /** The one thing that keeps the next stage from starting, and what to press. */
  blocker?: ReactNode;
  /** The stage whose turn it is. At most one. */
  current?: boolean;
};

type StageRowProps = {
  /** Names the list for screen readers. */
  label: string;
  stages: readonly Stage[];
  className?: string;
};

/** A sequence of stages, left to right: each with its number, what was set aside, its state, what blocks it. */
export function StageRow({ label, stages, className }: StageRowProps) {
  return (
    <div className={clsx("overflow-hidden rounded-lg border border-line bg-surface", className)}>
      <ol
        aria-label={label}
        className="-mr-px -mb-px grid grid-cols-[repeat(auto-fit,minmax(min(100%,9.5rem),1fr))]"
      >
        {stages.map((stage, index) => (
          <StageCell key={stage.id} stage={stage} position={index + 1} />
        ))}
      </ol>
    </div>
  );
}

function StageCell({ stage, position }: { stage: Stage; position: number }) {
  const t = useTranslations("common");
  return (
    <li
      aria-current={stage.current ? "step" : undefined}
      className={clsx(
        "flex min-w-0 flex-col border-r border-b border-line px-3.5 pt-2.5 pb-3",
        stage.current ? "shadow-[inset_0_3px_0_var(--color-accent)]" : "",
      )}
    >
      <span className="flex items-baseline gap-1.5 text-sm">
        <span aria-hidden="true" className="figures text-xs text-ink-faint">
          {position}
        </span>
        <span className={stage.current ? "font-bold" : "text-ink-soft"}>{stage.label}</span>
      </span>
      <StageCount stage={stage} />
      <span className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={stage.state.tone}>{stage.state.label}</Badge>
        {stage.current ? <span className="sr-only">{t("stages.current")}</span> : null}
      </span>
      {stage.setAside && stage.setAside.count > 0 ? <SetAside {...stage.setAside} /> : null}
      {stage.blocker ? (
        <div className="mt-2 border-t border-line pt-2 text-sm">
          <span className="block text-xs text-ink-soft">{t("stages.blocked")}</span>
          {stage.blocker}
        </div>
      ) : null}
    </li>
  );
}

function StageCount({ stage }: { stage: Stage }) {
  const figure = <Figure value={stage.count} unit={stage.unit} size="lg" />;
  if (!stage.href) return <span className="mt-0.5 block">{figure}</span>;
  return (
    <Link
      href={stage.href}
      className="mt-0.5 block w-fit text-ink underline decoration-line-strong decoration-1 underline-offset-4 hover:text-accent hover:decoration-accent"
    >
      {figure}
      <span className="sr-only">{stage.label}</span>
    </Link>
  );
}

function SetAside({ count, href }: { count: number; href?: string }) {
  const t = useTranslations("common");
  const text = t("stages.set-aside", { count });
  return (
    <span className="figures mt-1.5 text-sm text-ink-soft">
      {href ? (
        <Link href={href} className="link">
          {text}
        </Link>
      ) : (
        text
      )}
    </span>
  );
}
