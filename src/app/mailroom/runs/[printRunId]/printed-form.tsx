"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef } from "react";
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

/** The letters came out of the printer and were counted: type the count, press Enter. */
export function PrintedForm({ run }: { run: PrintRunRow }) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const errorText = useErrorText();
  const toast = useToast();
  const changed = useChanged();
  const blocked = useBlocked()("printRuns.recordPrinted");
  const field = useRef<HTMLInputElement>(null);
  const { text, change, problem, read } = useCount(run.letterCount);
  const record = useMutation(
    trpc.printRuns.recordPrinted.mutationOptions({
      onSuccess: () => {
        toast({ title: t("count.printed", { number: run.number, letters: run.letterCount }) });
        return changed();
      },
    }),
  );
  const submit = () => {
    const count = read();
    if (count === null) field.current?.select();
    else record.mutate({ printRunId: run.id, count });
  };
  return (
    <form
      noValidate
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked && !record.isPending) submit();
      }}
    >
      <FormError>{record.error ? errorText(record.error) : null}</FormError>
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          ref={field}
          label={t("count.label-printed")}
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
        <Button
          type="submit"
          tone="primary"
          className="mt-6"
          busy={record.isPending}
          blockedBecause={blocked}
        >
          {t("count.record-printed")}
        </Button>
      </div>
    </form>
  );
}
