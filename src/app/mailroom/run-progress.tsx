"use client";
import { useTranslations } from "next-intl";
import { pieceStages, type StageCounts } from "@/features/print-runs/schema";

const fills: Record<keyof StageCounts, string> = {
  pending: "bg-line",
  printed: "bg-accent/35",
  inserted: "bg-accent/60",
  sealed: "bg-accent",
  "handed-over": "bg-ok",
  spoiled: "bg-attention",
  void: "bg-line-strong",
};

/** The pieces of a run by where they are, the furthest first: a bar for the eye, and the same in words. */
export function RunProgress({ stages }: { stages: StageCounts }) {
  const t = useTranslations("bench");
  const present = pieceStages.filter((stage) => stages[stage] > 0).toReversed();
  return (
    <div className="mt-1">
      <div aria-hidden="true" className="flex h-1.5 overflow-hidden rounded-full">
        {present.map((stage) => (
          <span key={stage} className={fills[stage]} style={{ flexGrow: stages[stage] }} />
        ))}
      </div>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-ink-soft">
        {present.map((stage) => (
          <span key={stage} className="whitespace-nowrap">
            {t(`stage.${stage}`)} <span className="figures">{stages[stage]}</span>
          </span>
        ))}
      </p>
    </div>
  );
}
