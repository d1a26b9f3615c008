"use client";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { Tone } from "@/components/tone";
import { ToneIcon } from "@/components/tone-icon";
import type { LineVerdict } from "@/lib/line-verdict";
import { useProblemOfLine } from "./use-problem-of-line";

const tones: Record<LineVerdict["verdict"], Tone> = {
  taken: "ok",
  likely: "ok",
  ignored: "attention",
  rejected: "danger",
  "struck-out": "attention",
  "cannot-tell": "neutral",
};
const colours: Partial<Record<Tone, string>> = {
  ok: "text-ok",
  danger: "text-danger",
  attention: "text-attention",
};

/** Whether the line can be read now, said aloud as it changes. */
export function VerdictText({ verdict }: { verdict: LineVerdict | null }) {
  const t = useTranslations("mends");
  const problem = useProblemOfLine();
  const tone = verdict ? tones[verdict.verdict] : "neutral";
  // What only the other tables can tell is no fault of the line.
  const why = verdict && verdict.verdict !== "likely" ? problem(verdict) : "";
  return (
    <p role="status" className={clsx("flex items-start gap-2 text-sm", colours[tone] ?? "text-ink-soft")}>
      <ToneIcon tone={tone} className="mt-0.5 size-4 shrink-0" />
      <span>{verdict ? `${t(`verdict.${verdict.verdict}`)} ${why}`.trim() : t("trying")}</span>
    </p>
  );
}
