"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { CopyButton } from "@/components/copy-button";
import type { Tone } from "@/components/tone";
import type { IncompleteReason, ReasonWeight } from "@/features/catalog/rules";
import { groupedReasons, type ReasonGroup } from "./grouped-reasons";
import { settlingCommand } from "./settling-command";

const tones: Record<ReasonWeight, Tone> = { incomplete: "danger", unconfirmed: "attention", note: "neutral" };

type CompletenessReasonsProps = { volume: string; reasons: readonly IncompleteReason[] };

/** Why a medium's list of files may lack something, by kind: how much, in which jobs, and what could settle it. */
export function CompletenessReasons({ volume, reasons }: CompletenessReasonsProps) {
  const t = useTranslations("incidents");
  return (
    <ul className="divide-y divide-line border-t border-line text-sm">
      {groupedReasons(reasons).map((group) => (
        <li
          key={`${group.weight} ${group.reason} ${group.unit} ${group.whatCouldSettleIt}`}
          className="grid gap-x-4 gap-y-1 px-4 py-2 md:grid-cols-[5rem_minmax(0,1fr)_minmax(0,1fr)]"
        >
          <span>
            <Badge tone={tones[group.weight]}>{t(`weight.${group.weight}`)}</Badge>
          </span>
          <div>
            {t(`reason-code.${group.reason}`)}
            <HowMuch group={group} />
            <EachJob group={group} />
          </div>
          <HowToSettle group={group} volume={volume} />
        </li>
      ))}
    </ul>
  );
}

/** In how many jobs, and the sum in the reader's units. */
function HowMuch({ group }: { group: ReasonGroup }) {
  const t = useTranslations("lists");
  const [only] = group.each;
  const { expected, found, unit, jobs } = group;
  const missing =
    unit === "entries" && expected !== null && found !== null && found < expected ? expected - found : 0;
  return (
    <>
      <span className="figures text-ink-soft">
        {jobs > 1 ? ` ${t("reasons.jobs", { jobs })}` : null}
        {jobs === 1 && only?.jobId ? ` ${t("reasons.job", { job: String(only.jobId) })}` : null}
        {missing > 0 ? ` · ${t("reasons.not-named", { files: missing })}` : null}
      </span>
      <ExpectedFound reason={group.each.length === 1 && only ? only : group} />
    </>
  );
}

function EachJob({ group }: { group: ReasonGroup }) {
  const t = useTranslations("lists");
  if (group.each.length < 2) return null;
  return (
    <details className="mt-1">
      <summary className="link w-fit cursor-pointer">{t("reasons.each")}</summary>
      <ul className="mt-1 grid gap-0.5 pl-4">
        {group.each.map((one) => (
          <li key={`${one.jobId} ${one.expected} ${one.found}`} className="figures text-ink-soft">
            {one.jobId === null ? null : t("reasons.job", { job: String(one.jobId) })}
            <ExpectedFound reason={one} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function ExpectedFound({ reason }: { reason: Pick<IncompleteReason, "expected" | "found" | "unit"> }) {
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

function HowToSettle({ group, volume }: { group: ReasonGroup; volume: string }) {
  const t = useTranslations("incidents");
  const words = useTranslations("lists");
  if (!group.whatCouldSettleIt) return <span />;
  const job = group.each.length === 1 ? (group.each[0]?.jobId ?? null) : null;
  const command = settlingCommand(group.whatCouldSettleIt, volume, job);
  return (
    <div className="min-w-0 text-ink-soft">
      {t(`settlement.${group.whatCouldSettleIt}`)}
      {command ? (
        <span className="mt-1 flex items-start gap-1">
          <code className="code min-w-0 rounded-sm bg-sunken px-1.5 py-0.5 text-xs break-all">{command}</code>
          <CopyButton text={command} what={words("reasons.command")} />
        </span>
      ) : null}
    </div>
  );
}
