"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { LinkButton } from "@/components/link-button";
import { Progress } from "@/components/progress";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import type { LetterProgress, TemplateOfAddressee } from "@/features/letters/schema";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import { usePace } from "../../use-pace";

type GenerateLettersProps = {
  incidentId: string;
  templates: TemplateOfAddressee[];
  figures: LetterProgress;
};

/** How many letters are owed, made and held; the button that asks for them; how the making is getting on. */
export function GenerateLetters({ incidentId, templates, figures }: GenerateLettersProps) {
  const t = useTranslations("incidents");
  const owed = templates.reduce((sum, one) => sum + one.notices, 0);
  const { states, asked } = figures;
  const made = states.generated + states["in-run"] + states.printed + states["handed-over"];
  const done = made + states.held;
  const isRunning = done < asked;
  const pace = usePace(done, asked, isRunning);
  return (
    <Section
      title={t("letters.title")}
      lead={t("letters.lead")}
      actions={
        <>
          {done < owed && !isRunning ? (
            <AskForLetters incidentId={incidentId} templates={templates} count={owed - done} />
          ) : null}
          {made > 0 && !isRunning ? (
            <LinkButton href={`/incidents/${incidentId}/print`}>{t("letters.to-print")}</LinkButton>
          ) : null}
        </>
      }
    >
      <StatRow>
        <Stat label={t("letters.owed")} value={owed} unit={t("unit.letters")} />
        <Stat label={t("letters.made")} value={made} unit={t("unit.letters")} size="xl" />
        <Stat
          label={t("letters.held")}
          value={states.held}
          unit={t("unit.letters")}
          href={states.held > 0 ? "#held" : undefined}
          note={states.held > 0 ? t("letters.see-held") : undefined}
          tone="attention"
        />
        <Stat label={t("letters.handed-over")} value={states["handed-over"]} unit={t("unit.letters")} />
      </StatRow>
      {asked > 0 ? (
        <div className="mt-4">
          <Progress
            label={t("letters.making")}
            done={done}
            total={asked}
            state={isRunning ? "running" : "done"}
            ratePerSecond={pace.ratePerSecond}
            secondsLeft={pace.secondsLeft}
          >
            {isRunning ? <p className="text-ink-soft">{t("import.may-close")}</p> : null}
          </Progress>
        </div>
      ) : null}
    </Section>
  );
}

type AskForLettersProps = { incidentId: string; templates: TemplateOfAddressee[]; count: number };

function AskForLetters({ incidentId, templates, count }: AskForLettersProps) {
  const t = useTranslations("incidents");
  const words = useTranslations("words");
  const format = useFormatter();
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const lacking = templates.filter(({ chosen }) => chosen?.state !== "approved" || chosen.factsChanged);
  const because =
    blocked("letters.generate") ??
    (lacking.length > 0
      ? t("letters.lacking", {
          addressees: format.list(
            lacking.map((one) =>
              one.variant === "standard"
                ? t(`addressee.${one.addressee}`)
                : `${t(`addressee.${one.addressee}`)} (${words(`variant.${one.variant}`)})`,
            ),
          ),
        })
      : undefined);
  return (
    <ConfirmDialog
      title={t("letters.generate-title", { count })}
      description={t("letters.generate-description")}
      confirm={t("letters.generate")}
      trigger={
        <Button tone="primary" blockedBecause={because}>
          {t("letters.generate")}
        </Button>
      }
      act={async () => {
        await client.letters.generate.mutate({ incidentId });
        await changed();
      }}
    />
  );
}
