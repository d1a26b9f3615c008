import { Check, CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { Tone } from "./tone";

const icons = {
  neutral: Info,
  ok: CircleCheck,
  attention: TriangleAlert,
  danger: CircleAlert,
  done: Check,
} as const;

/** The shape that goes with a tone, so that it can be told apart without colour. */
export function ToneIcon({ tone, className }: { tone: Tone; className?: string }) {
  const Icon = icons[tone];
  return <Icon aria-hidden="true" className={className ?? "size-[1.1em] shrink-0"} />;
}
