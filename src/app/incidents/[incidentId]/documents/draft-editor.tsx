"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { useTRPC, useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import { DraftFoot } from "./draft-foot";
import { DraftRule } from "./draft-rule";
import { SyntaxHelp } from "./syntax-help";
import { TrialResult } from "./trial-result";
import type { DocumentClass } from "./use-class-name";
import { checkRules, type Draft, useDraft } from "./use-draft";
import { useSettled } from "./use-settled";

type DraftEditorProps = { incidentId: string; draft: Draft; classes: readonly DocumentClass[] };

const settleMs = 600;

/** The next version of the rules: edited in place, tried on the incident's own files as one types, put in force. */
export function DraftEditor({ incidentId, draft, classes }: DraftEditorProps) {
  const trpc = useTRPC();
  const t = useTranslations("documents");
  const edited = useDraft(incidentId, draft);
  const { rules } = edited;
  const { faults, compiled } = useMemo(() => checkRules(rules), [rules]);
  const settled = useSettled(rules, settleMs);
  const asked = settled.map(({ key: _, ...rule }) => rule);
  const isAsked = compiled !== null && settled === rules;
  const tried = useQuery(
    trpc.documents.tryRules.queryOptions(
      { incidentId, rules: asked },
      { enabled: isAsked, placeholderData: keepPreviousData, retry: false },
    ),
  );
  const isCurrent = isAsked && tried.data !== undefined && !tried.isPlaceholderData;
  const rowsOf = (name: string) =>
    isCurrent ? (tried.data?.byRule.find(({ rule }) => rule === name)?.rows ?? null) : null;
  return (
    <Section
      title={t("draft.title", { version: draft.version })}
      lead={t("draft.lead")}
      actions={<DiscardDraft incidentId={incidentId} draft={draft} />}
    >
      {edited.isOvertaken && edited.isChanged ? (
        <Notice tone="attention" live className="mb-4">
          {t("draft.overtaken")}
        </Notice>
      ) : null}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid gap-3">
          <ol className="grid gap-3">
            {rules.map((rule, place) => (
              <DraftRule
                key={rule.key}
                rule={rule}
                place={{ isFirst: place === 0, isLast: place === rules.length - 1 }}
                classes={classes}
                fault={faults.get(rule.key)}
                rows={rowsOf(rule.name)}
                edit={(change) => edited.edit(rule.key, change)}
                move={(by) => edited.move(rule.key, by)}
                remove={() => edited.remove(rule.key)}
              />
            ))}
          </ol>
          <Button className="justify-self-start" icon={<Plus />} onClick={edited.add}>
            {t("draft.add")}
          </Button>
        </div>
        <SyntaxHelp />
      </div>
      <div className="mt-6 grid gap-6">
        <TrialResult
          trial={tried.data}
          error={tried.error}
          isCurrent={isCurrent}
          hasFaults={compiled === null}
          retry={() => void tried.refetch()}
          classes={classes}
        />
        <DraftFoot
          {...{ incidentId, draft, classes, compiled, edited }}
          trial={isCurrent ? tried.data : undefined}
        />
      </div>
    </Section>
  );
}

function DiscardDraft({ incidentId, draft }: { incidentId: string; draft: Draft }) {
  const t = useTranslations("documents");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  return (
    <ConfirmDialog
      title={t("draft.discard-title", { version: draft.version })}
      description={t("draft.discard-description")}
      confirm={t("draft.discard")}
      danger
      trigger={
        <Button tone="quiet" blockedBecause={blocked("documents.discardDraft")}>
          {t("draft.discard")}
        </Button>
      }
      act={async () => {
        await client.documents.discardDraft.mutate({ incidentId, revision: draft.revision });
        await changed();
      }}
    />
  );
}
