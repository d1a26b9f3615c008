"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { Kbd } from "@/components/kbd";
import { Notice } from "@/components/notice";
import { Spinner } from "@/components/spinner";
import { TextField } from "@/components/text-field";
import type { Outputs } from "../../../outputs";
import { useBlocked } from "../../../signed-in-context";
import { CandidatePair } from "./candidate-pair";
import { MergeIdentical } from "./merge-identical";
import type { Decision } from "./use-decisions";
import { useMatchingQueue } from "./use-matching-queue";

type MatchingQueueProps = { incidentId: string; progress: Outputs["people"]["matching"] };

/** One pair at a time. Every act has a key; a decision is a key and Enter. */
export function MatchingQueue({ incidentId, progress }: MatchingQueueProps) {
  const t = useTranslations("matching");
  const queue = useMatchingQueue(incidentId);
  const blocked = useBlocked()("people.merge");
  const [decision, setDecision] = useState<Decision | null>(null);
  const acts: Record<string, () => void> = {
    j: () => queue.move(1),
    ArrowDown: () => queue.move(1),
    k: () => queue.move(-1),
    ArrowUp: () => queue.move(-1),
    x: queue.swap,
    m: () => setDecision("merge"),
    s: () => setDecision("keep-apart"),
    u: () => void queue.undo(),
  };
  useKeys(blocked ? { j: acts.j, k: acts.k } : acts);
  if (queue.error)
    return (
      <Notice
        tone="danger"
        action={
          <Button size="sm" onClick={queue.onRetry}>
            {t("retry")}
          </Button>
        }
      >
        {queue.error}
      </Notice>
    );
  if (!queue.current || !queue.sides) {
    return queue.isFetching ? (
      <p className="flex min-h-24 items-center gap-2 text-ink-soft">
        <Spinner /> {t("fetching")}
      </p>
    ) : (
      <EmptyState
        title={t("none.title")}
        action={queue.mayUndo ? <UndoButton onUndo={queue.undo} /> : undefined}
      >
        {t("none.why")}
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-4 pt-4">
      <div className="flex flex-wrap items-center gap-2">
        <span className="figures mr-auto text-sm text-ink-soft">
          {t("position", { at: queue.index + 1, left: Math.max(queue.left, progress.waiting) })}
        </span>
        {progress.identical > 0 ? (
          <MergeIdentical incidentId={incidentId} pairs={progress.identical} most={progress.identicalMost} />
        ) : null}
        {queue.mayUndo ? <UndoButton onUndo={queue.undo} /> : null}
      </div>
      <CandidatePair
        key={queue.current.id}
        incidentId={incidentId}
        candidate={queue.current}
        kept={queue.sides.kept}
        other={queue.sides.other}
      />
      {decision && !blocked ? (
        <DecisionBar
          key={`${queue.current.id} ${decision}`}
          decision={decision}
          onCancel={() => setDecision(null)}
          onDecide={(reason) => {
            queue.decide(decision, reason);
            setDecision(null);
          }}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <Button tone="primary" blockedBecause={blocked} onClick={() => setDecision("merge")}>
            {t("act.merge")} <Kbd>m</Kbd>
          </Button>
          <Button blockedBecause={blocked} onClick={() => setDecision("keep-apart")}>
            {t("act.keep-apart")} <Kbd>s</Kbd>
          </Button>
          <Button tone="quiet" onClick={queue.swap}>
            {t("act.swap")} <Kbd>x</Kbd>
          </Button>
          <Button tone="quiet" onClick={() => queue.move(-1)}>
            {t("act.previous")} <Kbd>k</Kbd>
          </Button>
          <Button tone="quiet" onClick={() => queue.move(1)}>
            {t("act.next")} <Kbd>j</Kbd>
          </Button>
        </div>
      )}
    </div>
  );
}

function UndoButton({ onUndo }: { onUndo: () => Promise<void> }) {
  const t = useTranslations("matching");
  return (
    <Button size="sm" tone="quiet" onClick={() => void onUndo()}>
      {t("act.undo")} <Kbd>u</Kbd>
    </Button>
  );
}

type DecisionBarProps = { decision: Decision; onDecide: (reason: string) => void; onCancel: () => void };

/** The reason is written already and can be changed; Enter decides, Escape leaves it. */
function DecisionBar({ decision, onDecide, onCancel }: DecisionBarProps) {
  const t = useTranslations("matching");
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [reason, setReason] = useState(t(`reason.${decision}`));
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      id={formId}
      className="flex flex-wrap items-end gap-2 rounded-lg border border-line-strong bg-surface px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onDecide(reason.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.nativeEvent.isComposing) onCancel();
      }}
    >
      <TextField
        ref={field}
        className="min-w-64 flex-1"
        label={t(`reason-for.${decision}`)}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={500}
        required
      />
      <Button tone="primary" type="submit">
        {t(`confirm.${decision}`)} <Kbd>Enter</Kbd>
      </Button>
      <Button tone="quiet" onClick={onCancel}>
        {t("act.cancel")} <Kbd>Esc</Kbd>
      </Button>
    </form>
  );
}

/** Single keys, as long as nobody writes and no dialog is open. */
function useKeys(acts: Record<string, (() => void) | undefined>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=tablist]")) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
