"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import type { Tone } from "@/components/tone";
import type { IncompleteReason, ReasonWeight } from "@/features/catalog/rules";

const tones: Record<ReasonWeight, Tone> = { incomplete: "danger", unconfirmed: "attention", note: "neutral" };
const weights: ReasonWeight[] = ["incomplete", "unconfirmed", "note"];

/** Why a medium's list of files may lack something: what was expected, what is there, what could settle it. */
export function CompletenessReasons({ reasons }: { reasons: readonly IncompleteReason[] }) {
  const t = useTranslations("incidents");
  const sorted = [...reasons].sort((a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight));
  return (
    <ul className="divide-y divide-line border-t border-line text-sm">
      {sorted.map((one) => (
        <li
          key={`${one.reason} ${one.jobId} ${one.unit}`}
          className="grid gap-x-4 gap-y-1 px-4 py-2 md:grid-cols-[5rem_minmax(0,1fr)_minmax(0,1fr)]"
        >
          <span>
            <Badge tone={tones[one.weight]}>{t(`weight.${one.weight}`)}</Badge>
          </span>
          <span>
            {t(`reason-code.${one.reason}`)}
            {one.jobId === null ? null : (
              <span className="figures text-ink-soft">
                {" "}
                {t("completeness.job", { job: String(one.jobId) })}
              </span>
            )}
            <ExpectedFound reason={one} />
          </span>
          <span className="text-ink-soft">
            {one.whatCouldSettleIt ? t(`settlement.${one.whatCouldSettleIt}`) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ExpectedFound({ reason }: { reason: IncompleteReason }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const { expected, found, unit } = reason;
  if (expected === null && found === null) return null;
  const say = (value: number | string | null) =>
    value === null ? "–" : typeof value === "number" ? format.number(value) : value;
  return (
    <span className="figures block text-ink-soft">
      {t("completeness.expected-found", {
        expected: say(expected),
        found: say(found),
        unit: unit === "none" ? "" : t(`reason-unit.${unit}`),
      })}
    </span>
  );
}
