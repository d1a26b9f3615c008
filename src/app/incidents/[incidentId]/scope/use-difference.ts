"use client";
import { useFormatter } from "next-intl";
import { useCallback } from "react";

/** A difference with its sign: +1,204, −87, ±0. */
export function useDifference(): (difference: number) => string {
  const format = useFormatter();
  return useCallback(
    (difference) =>
      difference === 0
        ? "±0"
        : `${difference > 0 ? "+" : "−"}${format.number(Math.abs(difference), { maximumFractionDigits: 1 })}`,
    [format],
  );
}
