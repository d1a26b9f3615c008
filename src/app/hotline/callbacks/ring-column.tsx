"use client";
import { Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import type { Column } from "@/components/data-table";

export type Ringing = {
  ring: (callTaskId: string) => void;
  /** The task whose call is being opened just now. */
  ringingId: string | undefined;
  blockedBecause: string | undefined;
};

type RingButtonProps = Ringing & { callTaskId: string; name: string; isFirst?: boolean };

/** Opens the outbound call of a row: the number to dial is shown then. */
function RingButton({ callTaskId, name, isFirst, ring, ringingId, blockedBecause }: RingButtonProps) {
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

/** The column with the button that rings a row; what is overdue stands out. */
export function ringColumn<Row extends { callTaskId: string; maskedName: string; overdue?: boolean }>(
  header: string,
  ringing: Ringing,
): Column<Row> {
  return {
    id: "ring",
    header,
    width: "10rem",
    cell: ({ callTaskId, maskedName, overdue }) => (
      <RingButton callTaskId={callTaskId} name={maskedName} isFirst={overdue} {...ringing} />
    ),
  };
}
