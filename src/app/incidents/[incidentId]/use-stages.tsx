"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Stage as ShownStage } from "@/components/stage-row";
import type { Tone } from "@/components/tone";
import type { NextThing, Stage, StageName, StageState } from "@/features/reports/rules";
import { useMay } from "../signed-in-context";
import { placeOfNext } from "./next-places";

const tones: Record<StageState, Tone> = {
  waiting: "neutral",
  blocked: "attention",
  moving: "neutral",
  ready: "attention",
  done: "ok",
};

/** Tab of the rows a stage counts, and the place on it of what was set aside. */
const places: Record<StageName, { tab: string; aside: string | null }> = {
  media: { tab: "media", aside: "media" },
  catalog: { tab: "catalog", aside: "catalog#account" },
  people: { tab: "people", aside: "catalog#account" },
  list: { tab: "list", aside: null },
  notices: { tab: "notices", aside: "notices#withheld" },
  letters: { tab: "letters", aside: "letters#held" },
  "print-runs": { tab: "print", aside: null },
  calls: { tab: "notices", aside: "notices#withheld" },
};

/** Turns the stages of the rules into the cells of the row: words, units, links. */
export function useStages(incidentId: string): (stages: Stage[], first: Stage | null) => ShownStage[] {
  const t = useTranslations("incidents");
  const may = useMay();
  return useCallback(
    (stages, first) =>
      stages.map((stage) => {
        const { tab, aside } = places[stage.name];
        const at = `/incidents/${incidentId}/${tab}`;
        const isEmpty = stage.state === "waiting" && stage.count === 0;
        const isBlocked = stage.next !== null && (stage.state === "blocked" || stage.state === "ready");
        return {
          id: stage.name,
          label: t(`stage.${stage.name}`),
          count: isEmpty ? null : stage.count,
          unit: isEmpty ? undefined : t(`stage-unit.${stage.name}`),
          href: isEmpty ? undefined : at,
          setAside: {
            count: stage.setAside,
            href: aside === null ? undefined : `/incidents/${incidentId}/${aside}`,
          },
          state: { tone: tones[stage.state], label: t(`stage-state.${stage.state}`) },
          blocker:
            isBlocked && stage.next ? (
              <StageBlocker
                place={placeOfNext(incidentId, stage.next) ?? (may("callbacks.due") ? "/hotline" : null)}
                next={stage.next}
              />
            ) : undefined,
          current: stage.name === first?.name,
        };
      }),
    [t, may, incidentId],
  );
}

function StageBlocker({ place, next }: { place: string | null; next: NextThing }) {
  const t = useTranslations("incidents");
  if (!place) return <span>{t("next.by-the-hotline")}</span>;
  return (
    <Link className="link" href={place}>
      {t(`next.button.${next}`)}
    </Link>
  );
}
