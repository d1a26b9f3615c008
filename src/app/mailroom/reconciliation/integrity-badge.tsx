"use client";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import type { Tone } from "@/components/tone";
import type { IntegrityLevel } from "@/features/print-runs/schema";

const tones: Record<IntegrityLevel, Tone> = {
  minimal: "neutral",
  moderate: "attention",
  high: "neutral",
  top: "ok",
};

/** How sure it is that every envelope holds whose letter it should. */
export function IntegrityBadge({ level }: { level: IntegrityLevel }) {
  const t = useTranslations("bench");
  return <Badge tone={tones[level]}>{t(`reconciliation.integrity.${level}`)}</Badge>;
}
