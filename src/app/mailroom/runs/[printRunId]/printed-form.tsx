"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useToast } from "@/components/toast";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { useBlocked } from "../../../incidents/signed-in-context";
import { useChanged } from "../../../incidents/use-changed";
import { useTRPC } from "../../../trpc";
import { CountForm } from "./count-form";

/** The letters came out of the printer and were counted: type the count, press Enter. */
export function PrintedForm({ run }: { run: PrintRunRow }) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const toast = useToast();
  const changed = useChanged();
  const blocked = useBlocked()("printRuns.recordPrinted");
  const record = useMutation(
    trpc.printRuns.recordPrinted.mutationOptions({
      onSuccess: () => {
        toast({ title: t("count.printed", { number: run.number, letters: run.letterCount }) });
        return changed();
      },
    }),
  );
  return (
    <CountForm
      letterCount={run.letterCount}
      label={t("count.label-printed")}
      confirm={t("count.record-printed")}
      blocked={blocked}
      recording={record}
      record={(count) => record.mutate({ printRunId: run.id, count })}
    />
  );
}
