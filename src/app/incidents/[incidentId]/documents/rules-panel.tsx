"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Section } from "@/components/section";
import { compilePathRules } from "@/features/documents/rules";
import { useTRPCClient } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { useBlocked } from "../../signed-in-context";
import { useAct } from "../../use-act";
import { useChanged } from "../../use-changed";
import { DraftEditor } from "./draft-editor";
import { PathBox } from "./path-box";
import { RuleVersions } from "./rule-versions";
import { RulesInForce } from "./rules-in-force";
import type { DocumentClass } from "./use-class-name";

export type RuleSets = Outputs["documents"]["ruleSets"];
type RulesPanelProps = { incidentId: string; sets: RuleSets; classes: readonly DocumentClass[] };

/** The rules in force with what each finds; the draft of the next version; a box to try paths; the versions. */
export function RulesPanel({ incidentId, sets, classes }: RulesPanelProps) {
  const t = useTranslations("documents");
  const blocked = useBlocked();
  const client = useTRPCClient();
  const changed = useChanged();
  const { isBusy, problem, run } = useAct();
  const [compiled] = useState(() => new WeakMap<object, ReturnType<typeof compilePathRules>>());
  const { active, draft } = sets;
  const rules = compiled.get(active) ?? compilePathRules(active.rules);
  compiled.set(active, rules);
  const begin = () =>
    run(async () => {
      await client.documents.draftRules.mutate({ incidentId });
      await changed();
    });
  return (
    <>
      {draft ? <DraftEditor incidentId={incidentId} draft={draft} classes={classes} /> : null}
      <Section
        title={t("rules.title", { version: active.version })}
        lead={t("rules.lead")}
        actions={
          draft ? null : (
            <Button onClick={begin} busy={isBusy} blockedBecause={blocked("documents.draftRules")}>
              {t("draft.begin")}
            </Button>
          )
        }
      >
        <FormError>{problem}</FormError>
        <RulesInForce incidentId={incidentId} rules={active.rules} classes={classes} />
      </Section>
      {draft ? null : (
        <Section title={t("box.title")} lead={t("box.lead")}>
          <PathBox rules={rules} classes={classes} />
        </Section>
      )}
      <RuleVersions sets={sets} />
    </>
  );
}
