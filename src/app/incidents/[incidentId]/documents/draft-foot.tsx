"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { useBlocked } from "../../signed-in-context";
import { useAct } from "../../use-act";
import { ActivateDraft } from "./activate-draft";
import { PathBox } from "./path-box";
import type { TriedRules } from "./trial-result";
import type { DocumentClass } from "./use-class-name";
import type { checkRules, Draft, useDraft } from "./use-draft";

type DraftFootProps = {
  incidentId: string;
  draft: Draft;
  classes: readonly DocumentClass[];
  compiled: ReturnType<typeof checkRules>["compiled"];
  edited: ReturnType<typeof useDraft>;
  trial: TriedRules | undefined;
};

/** Below the draft's rules: a box to try paths by hand, a note on why, and what is to become of the draft. */
export function DraftFoot({ incidentId, draft, classes, compiled, edited, trial }: DraftFootProps) {
  const t = useTranslations("documents");
  const blocked = useBlocked();
  const { isBusy, problem, run } = useAct();
  const cannotSave = () => {
    if (compiled === null) return t("trial.mend-first");
    return edited.isChanged ? undefined : t("draft.nothing-to-save");
  };
  return (
    <>
      <div>
        <h3 className="font-bold">{t("box.title")}</h3>
        <p className="mb-2 max-w-prose text-sm text-ink-soft">{t("box.lead")}</p>
        {compiled ? (
          <PathBox rules={compiled} classes={classes} />
        ) : (
          <p className="text-ink-soft">{t("trial.mend-first")}</p>
        )}
      </div>
      <TextField
        label={t("draft.note")}
        hint={t("draft.note-hint")}
        value={edited.note}
        onChange={(event) => edited.setNote(event.target.value)}
        maxLength={200}
        className="max-w-xl"
      />
      <FormError>{problem}</FormError>
      <div className="flex flex-wrap gap-2">
        <ActivateDraft
          incidentId={incidentId}
          version={draft.version}
          trial={trial}
          hasFaults={compiled === null}
          save={edited.save}
        />
        <Button
          busy={isBusy}
          onClick={() => run(edited.save)}
          blockedBecause={blocked("documents.draftRules") ?? cannotSave()}
        >
          {t("draft.save")}
        </Button>
      </div>
    </>
  );
}
