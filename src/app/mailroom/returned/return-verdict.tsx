"use client";
import {
  CircleCheckBig,
  CopyCheck,
  FileQuestionMark,
  type LucideIcon,
  OctagonX,
  Shuffle,
  Undo2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { returnsThatStop } from "@/features/print-runs/returned/rules";
import type {
  ReturnedAnswer,
  ReturnReason,
  ReturnVerdict as Verdict,
} from "@/features/print-runs/returned/schema";
import type { Sound } from "../bench/[station]/verdict-sound";

export const returnSounds: Record<Verdict, Sound> = {
  ok: "ok",
  twice: "again",
  unknown: "stop",
  "not-handed-over": "stop",
  "other-incident": "look",
  unreadable: "look",
};

const calm = "border-ok bg-ok-soft text-ok";
const look = "border-attention bg-attention-soft text-attention";
const wrong = "border-danger bg-danger-soft text-danger";

const looks: Record<Verdict, { icon: LucideIcon; panel: string }> = {
  ok: { icon: CircleCheckBig, panel: calm },
  twice: { icon: CopyCheck, panel: "border-accent bg-accent-soft text-accent" },
  unknown: { icon: FileQuestionMark, panel: wrong },
  "not-handed-over": { icon: OctagonX, panel: wrong },
  "other-incident": { icon: Shuffle, panel: look },
  unreadable: { icon: FileQuestionMark, panel: look },
};

/** The answer to the last envelope, readable from two steps away. */
export function ReturnVerdict({ answer, reason }: { answer: ReturnedAnswer; reason: ReturnReason }) {
  const t = useTranslations("returned");
  const { verdict, piece, returns } = answer;
  const isRepeated = verdict === "ok" && returns >= returnsThatStop;
  const { icon, panel } = isRepeated ? { icon: Undo2, panel: look } : looks[verdict];
  const Icon = icon;
  return (
    <div
      data-verdict={verdict}
      className={`flex min-h-32 flex-wrap items-center gap-x-6 gap-y-2 rounded-lg border-2 px-6 py-4 ${panel}`}
    >
      <Icon aria-hidden="true" className="size-14 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-5">
          <span className="text-3xl font-bold">
            {isRepeated ? t("verdict.repeated", { returns }) : t(`verdict.${verdict}`)}
          </span>
          {piece ? <span className="code text-xl">{piece.inquiryNumber}</span> : null}
        </p>
        <p className="mt-1 text-lg">
          {verdict === "ok" ? t("verdict.for", { reason: t(`reason.${reason}`) }) : null}{" "}
          {isRepeated
            ? t("verdict-do.repeated")
            : verdict === "ok" && answer.closed
              ? t("verdict-do.closed")
              : t(`verdict-do.${verdict}`)}
        </p>
      </div>
    </div>
  );
}
