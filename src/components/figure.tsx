"use client";
import clsx from "clsx";
import { useFormatter } from "next-intl";
import type { ReactNode } from "react";

type FigureProps = {
  /** `null`: not known yet, shown as a dash. A string is shown as it is. */
  value: number | bigint | string | null | undefined;
  /** Small word after the number, e.g. "件". */
  unit?: ReactNode;
  size?: "inline" | "md" | "lg" | "xl";
  className?: string;
};

const sizes = { inline: "", md: "text-xl font-bold", lg: "text-3xl font-bold", xl: "text-4xl font-bold" };

/** A number in fixed-width figures, grouped for the reader's language. */
export function Figure({ value, unit, size = "inline", className }: FigureProps) {
  const format = useFormatter();
  const text =
    value === null || value === undefined ? "–" : typeof value === "string" ? value : format.number(value);
  return (
    <span className={clsx(size === "inline" && "whitespace-nowrap", className)}>
      <span className={clsx("figures tracking-tight whitespace-nowrap", sizes[size])}>{text}</span>
      {unit ? <span className="ml-1 inline-block text-sm font-normal text-ink-soft">{unit}</span> : null}
    </span>
  );
}
