"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import type { Tone } from "@/components/tone";
import type { ScopeThen } from "@/features/lists/schema";
import type { TextKey } from "../../text-key";

const tones: Record<ScopeThen["verdict"], Tone> = {
  complete: "ok",
  unconfirmed: "attention",
  incomplete: "danger",
};

/** Of each medium: whether the catalog names all that lies on it, and which reasons stand against it how often. */
export function ScopeSigned({ scope }: { scope: readonly ScopeThen[] }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return (
    <ul className="grid gap-1 text-sm">
      {scope.map(({ label, verdict, reasons }) => (
        <li key={label} className="flex flex-wrap items-baseline gap-x-2">
          <span className="code">{label}</span>
          <Badge tone={tones[verdict]}>{t(`verdict.${verdict}`)}</Badge>
          <span className="text-ink-soft">
            {Object.entries(reasons)
              .map(([reason, n]) => `${t(`reason-code.${reason}` as TextKey)} (${format.number(n)})`)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
