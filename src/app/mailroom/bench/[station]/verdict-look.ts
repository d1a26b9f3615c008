import {
  CircleCheckBig,
  CopyCheck,
  FileQuestionMark,
  type LucideIcon,
  OctagonX,
  Shuffle,
  Split,
  Timer,
  Trash2,
  TriangleAlert,
} from "lucide-react";
import type { ScanVerdict } from "@/features/print-runs/schema";
import type { Sound } from "./verdict-sound";

type VerdictLook = {
  icon: LucideIcon;
  sound: Sound;
  /** Of the big panel: fill, edge and text. Colour only repeats what word, shape and sound say. */
  panel: string;
  /** Of the word in a list. */
  text: string;
};

const calm = { panel: "border-ok bg-ok-soft text-ok", text: "text-ok" };
const again = { panel: "border-accent bg-accent-soft text-accent", text: "text-accent" };
const look = { panel: "border-attention bg-attention-soft text-attention", text: "text-attention" };
const wrong = { panel: "border-danger bg-danger-soft text-danger", text: "text-danger" };
const stop = { panel: "border-danger bg-danger text-on-danger", text: "text-danger" };
const wait = { panel: "border-line-strong bg-sunken text-ink", text: "text-ink-soft" };

/** How each verdict looks and sounds. The pieces that must not go on are the only ones on a full ground. */
export const verdictLooks: Record<ScanVerdict, VerdictLook> = {
  ok: { ...calm, icon: CircleCheckBig, sound: "ok" },
  twice: { ...again, icon: CopyCheck, sound: "again" },
  unknown: { ...wrong, icon: FileQuestionMark, sound: "stop" },
  "other-run": { ...wrong, icon: Shuffle, sound: "stop" },
  void: { ...stop, icon: Trash2, sound: "stop" },
  stopped: { ...stop, icon: OctagonX, sound: "stop" },
  "out-of-order": { ...look, icon: Split, sound: "look" },
  gap: { ...look, icon: TriangleAlert, sound: "look" },
  "too-early": { ...wait, icon: Timer, sound: "again" },
};
