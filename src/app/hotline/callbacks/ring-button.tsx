"use client";
import { Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";

export type Ringing = {
  ring: (callTaskId: string) => void;
  /** The task whose call is being opened just now. */
  ringingId: string | undefined;
  blockedBecause: string | undefined;
};

type RingButtonProps = Ringing & { callTaskId: string; name: string; isFirst?: boolean };

/** Opens the outbound call of a row: the number to dial is shown then. */
export function RingButton({ callTaskId, name, isFirst, ring, ringingId, blockedBecause }: RingButtonProps) {
  const t = useTranslations("hotline");
  return (
    <Button
      size="sm"
      tone={isFirst ? "primary" : "secondary"}
      icon={<Phone aria-hidden="true" className="size-4" />}
      busy={ringingId === callTaskId}
      blockedBecause={blockedBecause}
      aria-label={t("callbacks.ring-name", { name })}
      onClick={() => ring(callTaskId)}
    >
      {t("callbacks.ring")}
    </Button>
  );
}
