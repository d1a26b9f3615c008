"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Spinner } from "@/components/spinner";
import { Stat, StatRow } from "@/components/stat";
import { useErrorText } from "../../../error-text";
import type { Outputs } from "../../outputs";
import { useRuleWords } from "../use-rule-words";
import { EffectList } from "./effect-list";
import { SampleList } from "./sample-list";
import { type Samples, SamplesDialog } from "./samples-dialog";
import type { DocumentClass } from "./use-class-name";

export type TriedRules = Outputs["documents"]["tryRules"];

type TrialResultProps = {
  trial: TriedRules | undefined;
  error: unknown;
  /** The figures are of the rules as they stand in the editor now. */
  isCurrent: boolean;
  hasFaults: boolean;
  retry: () => void;
  classes: readonly DocumentClass[];
};

/** What the draft makes of the incident's own files: sums, contradictions, what no rule decides, what changes. */
export function TrialResult({ trial, error, isCurrent, hasFaults, retry, classes }: TrialResultProps) {
  const t = useTranslations("documents");
  const errorText = useErrorText();
  const [shown, setShown] = useState<Samples | null>(null);
  return (
    <div aria-busy={!isCurrent} className="grid gap-4">
      <div>
        <h3 className="flex items-center gap-2 font-bold">
          {t("trial.title")}
          {isCurrent || hasFaults || error ? null : <Spinner />}
        </h3>
        <p className="max-w-prose text-sm text-ink-soft">
          {!trial
            ? t("trial.waiting")
            : trial.tried < trial.placed
              ? t("trial.sampled", { tried: trial.tried, placed: trial.placed })
              : t("trial.lead")}
        </p>
      </div>
      {hasFaults ? <Notice tone="attention">{t("trial.mend-first")}</Notice> : null}
      {error && !hasFaults ? (
        <Notice
          tone="danger"
          action={
            <Button size="sm" onClick={retry}>
              {t("trial.retry")}
            </Button>
          }
        >
          {errorText(error)}
        </Notice>
      ) : null}
      {trial && trial.placed === 0 ? <p className="text-ink-soft">{t("rules.no-files")}</p> : null}
      {trial && trial.placed > 0 ? <TrialFigures trial={trial} open={setShown} classes={classes} /> : null}
      <SamplesDialog classes={classes} shown={shown} onClose={() => setShown(null)} />
    </div>
  );
}

type TrialFiguresProps = {
  trial: TriedRules;
  open: (samples: Samples) => void;
  classes: readonly DocumentClass[];
};

function TrialFigures({ trial, open, classes }: TrialFiguresProps) {
  const t = useTranslations("documents");
  const words = useRuleWords();
  return (
    <>
      <StatRow>
        <Stat label={t("trial.tried")} value={trial.tried} unit={t("unit.files")} size="md" />
        <Stat label={t("outcome.document")} value={trial.documents} unit={t("unit.files")} size="md" />
        <Stat label={t("outcome.excluded")} value={trial.excluded} unit={t("unit.files")} size="md" />
        <Stat label={t("outcome.unresolved")} value={trial.unresolved} unit={t("unit.files")} size="md" />
      </StatRow>
      {trial.conflicts.length > 0 ? (
        <Notice tone="danger" title={t("trial.conflicts")}>
          <ul className="grid gap-3">
            {trial.conflicts.map(({ between: [one, other], rows, samples }) => (
              <li key={`${one} ${other}`} className="grid gap-1">
                {t("trial.conflict", { one: words(one), other: words(other), rows })}
                <SampleList classes={classes} samples={samples.slice(0, 2)} />
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {trial.byReason.length > 0 ? (
        <div>
          <h4 className="mb-1 text-sm font-bold">{t("trial.undecided")}</h4>
          <div className="flex flex-wrap gap-2">
            {trial.byReason.map(({ because, rows, samples }) => (
              <Button key={because} size="sm" onClick={() => open({ title: words(because), rows, samples })}>
                {t("trial.reason", { reason: words(because), rows })}
              </Button>
            ))}
          </div>
        </div>
      ) : null}
      <div>
        <h4 className="mb-1 text-sm font-bold">{t("effect.title")}</h4>
        <EffectList
          effects={trial.effects ?? []}
          onOpen={({ rows, samples }) => open({ title: t("effect.title"), rows, samples })}
        />
      </div>
    </>
  );
}
