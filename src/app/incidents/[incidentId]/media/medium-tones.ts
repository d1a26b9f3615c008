import type { Tone } from "@/components/tone";
import type { MediumState } from "@/features/media/rules";

export const mediumTones: Record<MediumState, Tone> = {
  "in-custody": "neutral",
  missing: "attention",
  lost: "danger",
  found: "ok",
};
