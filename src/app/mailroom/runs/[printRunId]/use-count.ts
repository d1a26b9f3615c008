"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { mayCount } from "@/features/print-runs/rules";

/** Reads what was typed or scanned as a count of letters and says, before the server does, by how many it differs. */
export function useCount(expected: number) {
  const t = useTranslations("mailroom");
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const change = (typed: string) => {
    setText(typed);
    setProblem(null);
  };
  /** The count, or null with the reason beside the field. */
  const read = (): number | null => {
    const digits = text.normalize("NFKC").replace(/[\s,]/g, "");
    if (!/^\d{1,4}$/.test(digits)) {
      setProblem(t("count.not-a-number"));
      return null;
    }
    const count = Number(digits);
    if (mayCount(count, expected).ok) return count;
    const by = Math.abs(count - expected);
    const said = { counted: count, expected, by };
    setProblem(count < expected ? t("count.too-few", said) : t("count.too-many", said));
    return null;
  };
  return { text, change, problem, read };
}
