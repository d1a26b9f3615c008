import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { Figure } from "./figure";
import { type Tone, toneText } from "./tone";
import { ToneIcon } from "./tone-icon";

type StatProps = {
  label: ReactNode;
  value: number | bigint | string | null | undefined;
  unit?: ReactNode;
  /** Where the rows behind the number are. The whole block is then one link. */
  href?: string;
  /** A line below: what it is made of, what it must agree with. */
  note?: ReactNode;
  /** Of the note; with a shape of its own when it is not neutral. */
  tone?: Tone;
  size?: "md" | "lg" | "xl";
  className?: string;
};

/** A big number with its name. Put several in a `<StatRow>`. */
export function Stat({
  label,
  value,
  unit,
  href,
  note,
  tone = "neutral",
  size = "lg",
  className,
}: StatProps) {
  const body = (
    <>
      <span className="block text-sm text-ink-soft">{label}</span>
      <Figure
        value={value}
        unit={unit}
        size={size}
        className={clsx("mt-0.5 block", href && "group-hover:text-accent")}
      />
      {note ? (
        <span className={clsx("mt-1 flex items-start gap-1 text-sm", toneText[tone])}>
          {tone === "neutral" ? null : <ToneIcon tone={tone} className="mt-[0.25em] size-[1em] shrink-0" />}
          <span>{note}</span>
        </span>
      ) : null}
    </>
  );
  const look = clsx("block min-w-0 px-4 py-3", className);
  if (!href) return <div className={look}>{body}</div>;
  return (
    <Link
      href={href}
      className={clsx(look, "group text-ink hover:bg-accent-soft focus-visible:-outline-offset-2")}
    >
      {body}
    </Link>
  );
}

/** Numbers side by side that are read together; they wrap before they shrink. */
export function StatRow({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={clsx("overflow-hidden rounded-lg border border-line bg-surface", className)}>
      <div className="-mr-px -mb-px grid grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))] *:border-r *:border-b *:border-line">
        {children}
      </div>
    </div>
  );
}
