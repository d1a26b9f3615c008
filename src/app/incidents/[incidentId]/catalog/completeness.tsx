"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { Figure } from "@/components/figure";
import { Section } from "@/components/section";
import type { Tone } from "@/components/tone";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { CompletenessReasons } from "./completeness-reasons";

type Medium = Outputs["catalog"]["completeness"][number];

const tones: Record<Medium["verdict"], Tone> = {
  complete: "ok",
  unconfirmed: "attention",
  incomplete: "danger",
};

/** For every medium in scope: does the catalog name everything on it, and if not, what could settle it? */
export function Completeness({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const completeness = useQuery(trpc.catalog.completeness.queryOptions({ incidentId }));
  return (
    <Section title={t("completeness.title")} lead={t("completeness.lead")}>
      <Loaded query={completeness}>
        {(media) => (
          <ul className="grid gap-4">
            {media.length === 0 ? <li className="text-ink-soft">{t("completeness.no-media")}</li> : null}
            {media.map((medium) => (
              <li key={medium.mediumId} className="rounded-lg border border-line bg-surface">
                <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3">
                  <h3 className="code text-lg font-bold">{medium.label}</h3>
                  <Badge tone={tones[medium.verdict]}>{t(`verdict.${medium.verdict}`)}</Badge>
                  <span className="text-sm text-ink-soft">{t(`verdict-why.${medium.verdict}`)}</span>
                  <span className="ml-auto">
                    <Figure value={medium.rows} unit={t("completeness.files")} size="md" />
                  </span>
                </div>
                {medium.reasons.length > 0 ? (
                  <CompletenessReasons volume={medium.label} reasons={medium.reasons} />
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
