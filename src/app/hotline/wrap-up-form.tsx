"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type Ref, useState } from "react";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { FormError } from "@/components/form-error";
import { Kbd } from "@/components/kbd";
import { RadioGroup } from "@/components/radio-group";
import { Textarea } from "@/components/textarea";
import { useToast } from "@/components/toast";
import { mayEndCall, outcomesOf } from "@/features/hotline/rules";
import { type CallOutcome, callTopics, type OpenCall } from "@/features/hotline/schema";
import { useErrorText } from "../error-text";
import { useTRPC } from "../trpc";
import type { Draft, Topic, useDraft } from "./use-draft";
import { deskKeys } from "./use-keys";

type WrapUpFormProps = {
  ref: Ref<HTMLElement>;
  call: OpenCall;
  /** Classes of document that must be ticked before the call counts as an explanation; unknown before that. */
  toExplain: readonly string[] | undefined;
  drafting: ReturnType<typeof useDraft>;
};

/** How the call ended: the one thing no call goes without. The note can be written from the first second on. */
export function WrapUpForm({ ref, call, toExplain, drafting }: WrapUpFormProps) {
  const t = useTranslations("hotline");
  const errorText = useErrorText();
  const { draft, change } = drafting;
  const [isMissing, setMissing] = useState(false);
  const wrapUp = useWrapUp(drafting);
  const outcome = draft.outcome ?? suggested(draft, toExplain);
  const end = () => {
    setMissing(!outcome);
    if (outcome && !wrapUp.isPending) wrapUp.mutate({ callId: call.callId, ...said(draft), outcome });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    end();
  };
  return (
    <section
      ref={ref}
      aria-labelledby="wrap-up"
      onKeyDown={onKeyDown}
      className="rounded-lg border border-line bg-surface px-4 py-3.5"
    >
      <h2 id="wrap-up" className="mb-3 flex items-center justify-between text-lg">
        {t("wrap.title")}
        <Kbd>{deskKeys.wrapUp}</Kbd>
      </h2>
      <div className="flex flex-col gap-4">
        <Textarea
          label={t("wrap.note")}
          hint={t("wrap.note-hint")}
          rows={3}
          maxLength={4000}
          value={draft.note}
          onChange={(event) => change({ note: event.target.value })}
        />
        <RadioGroup
          label={t("wrap.outcome")}
          required
          error={isMissing && !outcome ? t("wrap.outcome-missing") : undefined}
          value={outcome}
          onValueChange={(next) => change({ outcome: next })}
          options={useOutcomes(call, draft, toExplain)}
        />
        <Topics topics={draft.topics} onChange={(topics) => change({ topics })} />
        <Checkbox
          label={t("wrap.complaint")}
          hint={t("wrap.complaint-hint")}
          checked={draft.complaint}
          onChange={(event) => change({ complaint: event.target.checked })}
        />
        <FormError>{wrapUp.error ? errorText(wrapUp.error) : null}</FormError>
        <Button tone="primary" busy={wrapUp.isPending} onClick={end}>
          {t("wrap.end")}
          <Kbd>Ctrl + Enter</Kbd>
        </Button>
      </div>
    </section>
  );
}

function useWrapUp({ clear }: ReturnType<typeof useDraft>) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const t = useTranslations("hotline");
  const toast = useToast();
  return useMutation(
    trpc.hotline.wrapUp.mutationOptions({
      onSuccess: async (_, { outcome }) => {
        clear();
        toast({ tone: "ok", title: t("wrap.done"), description: t(`outcome.${outcome}`) });
        // What the caller was told leaves the browser's memory with the call.
        queries.setQueryData(trpc.hotline.current.queryKey(), null);
        queries.getMutationCache().clear();
        await queries.invalidateQueries({ queryKey: trpc.callbacks.pathKey() });
      },
    }),
  );
}

function said({ topics, complaint, explained, note }: Draft) {
  return { topics, complaint, explained, note };
}

const allTicked = (draft: Draft, toExplain: readonly string[] | undefined) =>
  toExplain?.every((item) => draft.explained.includes(item)) ?? false;

/** The outcome that what was done speaks for, until the agent says otherwise. */
function suggested(draft: Draft, toExplain: readonly string[] | undefined): CallOutcome | null {
  if (toExplain?.length && allTicked(draft, toExplain)) return "explained";
  return draft.booked ? "callback-booked" : null;
}

/** The outcomes of this kind of call; those the server would refuse now are greyed out and say why. */
function useOutcomes(call: OpenCall, draft: Draft, toExplain: readonly string[] | undefined) {
  const t = useTranslations("hotline");
  const facts = { direction: call.direction, verified: call.verified, booked: draft.booked };
  return (Object.keys(outcomesOf[call.direction]) as CallOutcome[]).map((outcome) => {
    const verdict = mayEndCall(facts, outcome);
    const isUntold = outcome === "explained" && verdict.ok && !allTicked(draft, toExplain);
    const why = verdict.ok ? (isUntold ? t("wrap.not-all-ticked") : undefined) : whyNot(verdict.because);
    return {
      value: outcome,
      label: t(`outcome.${outcome}`),
      hint: why,
      disabled: why !== undefined,
    };
  });

  function whyNot(because: string): string {
    return because === "call.nothing-booked" ? t("wrap.nothing-booked") : t("wrap.not-verified");
  }
}

function Topics({ topics, onChange }: { topics: readonly Topic[]; onChange: (topics: Topic[]) => void }) {
  const t = useTranslations("hotline");
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-bold">{t("wrap.topics")}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {callTopics.map((topic) => (
          <Checkbox
            key={topic}
            label={t(`topic.${topic}`)}
            checked={topics.includes(topic)}
            onChange={(event) =>
              onChange(event.target.checked ? [...topics, topic] : topics.filter((one) => one !== topic))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
