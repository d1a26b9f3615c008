import type { Tone } from "@/components/tone";
import type { sensitivityNames } from "@/features/documents/schema";

/** How much a badge stands out: what may do most harm stands out most. */
export const sensitivityTones: Record<(typeof sensitivityNames)[number], Tone> = {
  ordinary: "neutral",
  financial: "neutral",
  identity: "neutral",
  unknown: "neutral",
  "special-care": "attention",
};
