"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { NumberedTextarea, type NumberedTextareaHandle } from "@/components/numbered-textarea";
import type { OpenedText } from "@/features/letters/schema";
import { useErrorText } from "../../../../../../error-text";
import { type Saving, useDraft } from "./use-draft";
import { marksOf, useWordsCheck } from "./use-words-check";
import { WordsCheck } from "./words-check";
import { WordsFields } from "./words-fields";
import { WordsPreview } from "./words-preview";

const tones = { saved: "ok", saving: "neutral", unsaved: "neutral", failed: "danger" } as const;

/** Own words as text, what stands against them at their lines, and the pages they make for the hardest people. */
export function WordsEditor({ incidentId, opened }: { incidentId: string; opened: OpenedText }) {
  const t = useTranslations("words");
  const format = useFormatter();
  const errorText = useErrorText();
  const hint = useId();
  const area = useRef<NumberedTextareaHandle>(null);
  const draft = useDraft(incidentId, opened);
  const check = useWordsCheck({ incidentId, opened, revision: draft.revision });
  const { own } = opened;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="grid min-w-0 gap-4">
        <div className="flex flex-wrap items-baseline gap-x-3 text-sm text-ink-soft" aria-live="polite">
          <SavingBadge saving={draft.saving} />
          {own ? (
            <span>
              {t("saving.by", { name: own.editedByName, at: format.dateTime(own.editedAt, "stamp") })}
            </span>
          ) : null}
        </div>
        {draft.saving === "conflict" ? (
          <Notice
            tone="danger"
            live
            title={t("conflict.title")}
            action={<Button onClick={draft.takeTheirs}>{t("conflict.load")}</Button>}
          >
            {t("conflict.why")}
          </Notice>
        ) : draft.error ? (
          <Notice tone="danger" live>
            {errorText(draft.error)}
          </Notice>
        ) : null}
        <NumberedTextarea
          ref={area}
          label={t("desk.text")}
          value={draft.text}
          onValueChange={draft.type}
          onComposing={draft.setComposing}
          marks={check.data ? marksOf(check.data) : []}
          describedBy={hint}
        />
        <p id={hint} className="text-sm text-ink-soft">
          {t("desk.text-hint")}
        </p>
        <WordsCheck check={check} onLine={(line) => area.current?.goTo(line)} />
        <WordsFields check={check} />
      </div>
      <WordsPreview incidentId={incidentId} opened={opened} check={check} revision={draft.revision} />
    </div>
  );
}

function SavingBadge({ saving }: { saving: Saving }) {
  const t = useTranslations("words");
  const shown = saving === "conflict" ? "failed" : saving;
  return <Badge tone={tones[shown]}>{t(`saving.${shown}`)}</Badge>;
}
