"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/badge";
import { Figure } from "@/components/figure";
import { SearchBox } from "@/components/search-box";
import type { ShownVolume, StateOfVolume, WhatIf } from "@/features/scope/schema";
import { isLost, isOn, type Switched, switchVolume } from "./switched";
import { ToggleLine } from "./toggle-line";
import { useDifference } from "./use-difference";

type VolumeTogglesProps = {
  volumes: readonly ShownVolume[];
  answer: WhatIf | undefined;
  switched: Switched;
  onSwitch: (next: Switched) => void;
};

const searchFrom = 10;
const mostShown = 60;
const tones: Record<StateOfVolume, "danger" | "attention" | "neutral" | "done"> = {
  lost: "danger",
  missing: "attention",
  "in-custody": "done",
  found: "done",
  "not-registered": "neutral",
};

/** The volumes the catalogs know: the lost ones first, each with what switching it would change. */
export function VolumeToggles({ volumes, answer, switched, onSwitch }: VolumeTogglesProps) {
  const t = useTranslations("scope");
  const difference = useDifference();
  const [sought, setSought] = useState("");
  const word = sought.trim().toUpperCase();
  const found = volumes
    .map((volume, at) => ({ volume, at }))
    .filter(({ volume }) => volume.label.toUpperCase().includes(word))
    .sort((one, other) => Number(isLost(other.volume)) - Number(isLost(one.volume)));
  return (
    <fieldset>
      <legend className="mb-1 font-bold">{t("volumes.title")}</legend>
      {volumes.length >= searchFrom ? (
        <SearchBox label={t("volumes.search")} value={sought} onValueChange={setSought} />
      ) : null}
      <ul className="divide-y divide-line">
        {found.slice(0, mostShown).map(({ volume, at }) => {
          const on = isOn(switched, volume);
          const change = answer?.volumes[at]?.change ?? 0;
          return (
            <li key={volume.label}>
              <ToggleLine
                checked={on}
                onChange={() => onSwitch(switchVolume(switched, volume))}
                label={<span className="code">{volume.label}</span>}
                badge={<Badge tone={tones[volume.state]}>{t(`volume-state.${volume.state}`)}</Badge>}
                end={
                  answer ? (
                    <span className={change === 0 ? "text-ink-faint" : undefined}>
                      <span className="sr-only">{on ? t("volumes.would-go") : t("volumes.would-come")} </span>
                      {difference(on ? -change : change)}
                    </span>
                  ) : (
                    <Figure value={null} />
                  )
                }
              />
            </li>
          );
        })}
      </ul>
      {found.length > mostShown ? (
        <p className="mt-1 text-sm text-ink-soft">{t("volumes.more", { count: found.length - mostShown })}</p>
      ) : null}
      <p className="mt-1.5 text-sm text-ink-soft">{t("volumes.hint")}</p>
    </fieldset>
  );
}
