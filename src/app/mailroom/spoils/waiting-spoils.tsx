"use client";
import { useMutation } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { Toolbar } from "@/components/toolbar";
import { mayConfirmSpoil } from "@/features/print-runs/rules";
import type { ConfirmedSpoils, SpoilRow } from "@/features/print-runs/schema";
import { ConfirmDialog } from "../../incidents/confirm-dialog";
import { useBlocked, useSignedIn } from "../../incidents/signed-in-context";
import { useChanged } from "../../incidents/use-changed";
import { useTRPC } from "../../trpc";

type WaitingSpoilsProps = {
  spoils: readonly SpoilRow[];
  onConfirmed: (result: ConfirmedSpoils) => void;
};

/** Spoils that wait: the second person marks those seen destroyed and confirms them together. */
export function WaitingSpoils({ spoils, onConfirmed }: WaitingSpoilsProps) {
  const t = useTranslations("bench");
  const { staffId } = useSignedIn();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const mayMark = (spoil: SpoilRow) =>
    mayConfirmSpoil({ reportedBy: spoil.reportedBy, confirmed: false }, staffId).ok;
  const others = spoils.filter(mayMark);
  const chosen = others.filter(({ id }) => marked.has(id));
  const mark = (ids: readonly string[], on: boolean) =>
    setMarked((before) => {
      const after = new Set(before);
      for (const id of ids) on ? after.add(id) : after.delete(id);
      return after;
    });
  return (
    <>
      <Toolbar label={t("spoil.waiting")}>
        <Checkbox
          label={t("spoil.choose")}
          checked={others.length > 0 && chosen.length === others.length}
          disabled={others.length === 0}
          onChange={(event) =>
            mark(
              others.map(({ id }) => id),
              event.target.checked,
            )
          }
        />
        <ConfirmSpoils chosen={chosen} hasOthers={others.length > 0} onConfirmed={onConfirmed} />
      </Toolbar>
      <ul className="grid gap-2 lg:grid-cols-2">
        {spoils.map((spoil) => (
          <li key={spoil.id} className="rounded-lg border border-line bg-surface px-4 py-3">
            <WaitingSpoil
              spoil={spoil}
              isOwn={!mayMark(spoil)}
              isMarked={marked.has(spoil.id)}
              mark={(on) => mark([spoil.id], on)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type WaitingSpoilProps = {
  spoil: SpoilRow;
  isOwn: boolean;
  isMarked: boolean;
  mark: (on: boolean) => void;
};

function WaitingSpoil({ spoil, isOwn, isMarked, mark }: WaitingSpoilProps) {
  const t = useTranslations("bench");
  const format = useFormatter();
  const sequence = spoil.sequence ?? 0;
  return (
    <div className="flex items-start gap-3">
      <Checkbox
        label={t("spoil.mark", { run: spoil.runNumber, sequence })}
        hideLabel
        checked={isMarked}
        disabled={isOwn}
        onChange={(event) => mark(event.target.checked)}
        className="pt-1"
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-4">
          <b className="figures text-lg">{t("spoil.successor", { run: spoil.runNumber, sequence })}</b>
          <span>{t(`spoil.reasons.${spoil.reason}`)}</span>
          <span className="code text-sm text-ink-soft">{spoil.inquiryNumber}</span>
        </p>
        <p className="text-sm text-ink-soft">
          {t("spoil.columns.reported")} {spoil.reportedByName}{" "}
          <span className="figures">{format.dateTime(spoil.reportedAt, "dayTime")}</span>
        </p>
        {isOwn ? <p className="text-sm text-attention">{t("spoil.own")}</p> : null}
      </div>
    </div>
  );
}

type ConfirmSpoilsProps = {
  chosen: readonly SpoilRow[];
  hasOthers: boolean;
  onConfirmed: (result: ConfirmedSpoils) => void;
};

function ConfirmSpoils({ chosen, hasOthers, onConfirmed }: ConfirmSpoilsProps) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const changed = useChanged();
  const blocked = useBlocked()("bench.confirmSpoils");
  const confirm = useMutation(trpc.bench.confirmSpoils.mutationOptions());
  const why =
    blocked ?? (hasOthers ? (chosen.length === 0 ? t("spoil.confirm-choose") : undefined) : t("spoil.own"));
  const trigger = (
    <Button tone="primary" blockedBecause={why}>
      {t("spoil.confirm", { count: chosen.length })}
    </Button>
  );
  if (why) return trigger;
  return (
    <ConfirmDialog
      title={t("spoil.confirm-title", { count: chosen.length })}
      description={t("spoil.confirm-why")}
      confirm={t("spoil.confirm-do")}
      trigger={trigger}
      act={async () => {
        onConfirmed(await confirm.mutateAsync({ spoilIds: chosen.map(({ id }) => id) }));
        await changed();
      }}
    />
  );
}
