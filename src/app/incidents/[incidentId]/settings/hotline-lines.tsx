"use client";
import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { Section } from "@/components/section";
import type { HotlineLine } from "@/features/incidents/schema";
import { useBlocked } from "../../signed-in-context";
import { HoursTable } from "./hours-table";
import { LineDialog } from "./line-dialog";
import { OpenNow } from "./open-now";

type HotlineLinesProps = { incidentId: string; lines: HotlineLine[] };

/** The telephone lines of the incident: who may ring, when, and whether somebody would answer now. */
export function HotlineLines({ incidentId, lines }: HotlineLinesProps) {
  const t = useTranslations("incidents");
  const blocked = useBlocked()("incidents.setLine");
  const add = (
    <LineDialog
      incidentId={incidentId}
      trigger={
        <Button tone={lines.length === 0 ? "primary" : "secondary"} blockedBecause={blocked}>
          {t("line.add")}
        </Button>
      }
    />
  );
  return (
    <Section title={t("line.title")} lead={t("line.lead")} actions={lines.length > 0 ? add : undefined}>
      {lines.length === 0 ? (
        <EmptyState title={t("line.empty")} action={add}>
          {t("line.empty-why")}
        </EmptyState>
      ) : (
        <ul className="grid gap-4 xl:grid-cols-2">
          {lines.map((line) => (
            <li key={line.id} className="rounded-lg border border-line bg-surface px-4 py-3">
              <OneLine incidentId={incidentId} line={line} blocked={blocked} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type OneLineProps = { incidentId: string; line: HotlineLine; blocked: string | undefined };

function OneLine({ incidentId, line, blocked }: OneLineProps) {
  const t = useTranslations("incidents");
  const locale = useLocale();
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <h3 className="font-bold">{locale === "ja" ? line.nameJa : line.nameEn}</h3>
          <p className="figures text-2xl font-bold">{line.number}</p>
          <p className="flex flex-wrap gap-2 text-sm">
            <Badge>{t(`audience.${line.audience}`)}</Badge>
            <Badge>{t(`charge.${line.charge}`)}</Badge>
          </p>
        </div>
        <LineDialog
          incidentId={incidentId}
          line={line}
          trigger={
            <Button size="sm" blockedBecause={blocked}>
              {t("line.edit")}
            </Button>
          }
        />
      </div>
      <OpenNow hours={line.hours} />
      <HoursTable hours={line.hours} />
    </>
  );
}
