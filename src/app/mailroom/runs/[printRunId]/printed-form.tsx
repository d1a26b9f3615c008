"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useToast } from "@/components/toast";
import type { PrintRunRow, Reconciliation } from "@/features/print-runs/schema";
import { useBlocked } from "../../../incidents/signed-in-context";
import { useChanged } from "../../../incidents/use-changed";
import { useTRPC } from "../../../trpc";
import { CountForm } from "./count-form";
import { PulledField, pulledIn } from "./pulled-field";

type CountedRunProps = { run: PrintRunRow; reconciled: Reconciliation };

/** The letters came out of the printer and were counted: type the count, press Enter. */
export function PrintedForm({ run, reconciled }: CountedRunProps) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const toast = useToast();
  const changed = useChanged();
  const blocked = useBlocked()("printRuns.recordPrinted");
  const [pulled, setPulled] = useState("");
  const record = useMutation(
    trpc.printRuns.recordPrinted.mutationOptions({
      onSuccess: (_, { count }) => {
        toast({ title: t("count.printed", { number: run.number, letters: count }) });
        return changed();
      },
    }),
  );
  return (
    <CountForm
      letterCount={reconciled.expected}
      label={t("count.label-printed")}
      confirm={t("count.record-printed")}
      blocked={blocked}
      recording={record}
      record={(count) => record.mutate({ printRunId: run.id, count, pulled: pulledIn(pulled) })}
    >
      <PulledField toPull={reconciled.toPull} value={pulled} onChange={setPulled} />
    </CountForm>
  );
}
