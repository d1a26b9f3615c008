"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { useToast } from "@/components/toast";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { useErrorText } from "../../../error-text";
import { useBlocked } from "../../../incidents/signed-in-context";
import { useChanged } from "../../../incidents/use-changed";
import { useTRPC } from "../../../trpc";
import { useCount } from "./use-count";

/** The envelopes leave the house: how many, and who took them. Enter goes on to what is still missing. */
export function HandOverForm({ run }: { run: PrintRunRow }) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const errorText = useErrorText();
  const toast = useToast();
  const changed = useChanged();
  const blocked = useBlocked()("printRuns.handOver");
  const countField = useRef<HTMLInputElement>(null);
  const toField = useRef<HTMLInputElement>(null);
  const { text, change, problem, read } = useCount(run.letterCount);
  const [to, setTo] = useState("");
  const handOver = useMutation(
    trpc.printRuns.handOver.mutationOptions({
      onSuccess: () => {
        toast({ title: t("count.handed-over", { number: run.number, letters: run.letterCount }) });
        return changed();
      },
    }),
  );
  const submit = () => {
    const count = read();
    if (count === null) return countField.current?.select();
    if (!to.trim()) return toField.current?.focus();
    handOver.mutate({ printRunId: run.id, count, to: to.trim() });
  };
  return (
    <form
      noValidate
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked && !handOver.isPending) submit();
      }}
    >
      <FormError>{handOver.error ? errorText(handOver.error) : null}</FormError>
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          ref={countField}
          label={t("count.label-handed-over")}
          error={problem}
          value={text}
          onChange={(event) => change(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          figures
          suffix={t("unit.letters", { count: run.letterCount })}
          className="w-44"
        />
        <TextField
          ref={toField}
          label={t("count.to")}
          hint={t("count.to-hint")}
          value={to}
          onChange={(event) => setTo(event.target.value)}
          maxLength={100}
          required
          className="w-60"
        />
        <Button
          type="submit"
          tone="primary"
          className="mt-6"
          busy={handOver.isPending}
          blockedBecause={blocked}
        >
          {t("count.hand-over")}
        </Button>
      </div>
    </form>
  );
}
