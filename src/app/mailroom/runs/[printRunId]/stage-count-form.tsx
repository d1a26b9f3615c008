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

type StageCountFormProps = { run: PrintRunRow; reconciled: Reconciliation; station: "insert" | "seal" };

/** A house without a scanner: all pieces of the run were inserted, or sealed, and counted. */
export function StageCountForm({ run, reconciled, station }: StageCountFormProps) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const toast = useToast();
  const changed = useChanged();
  const blocked = useBlocked()("bench.countStage");
  const [pulled, setPulled] = useState("");
  const record = useMutation(
    trpc.bench.countStage.mutationOptions({
      onSuccess: (_, { count }) => {
        const said = { number: run.number, letters: count, station: t(`station.${station}`) };
        toast({ title: t("run.counted", said) });
        return changed();
      },
    }),
  );
  return (
    <CountForm
      letterCount={reconciled.expected}
      label={t(`run.count-${station}`)}
      confirm={t(`run.record-${station}`)}
      blocked={blocked}
      recording={record}
      record={(count) => record.mutate({ printRunId: run.id, station, count, pulled: pulledIn(pulled) })}
    >
      <PulledField toPull={reconciled.toPull} value={pulled} onChange={setPulled} />
    </CountForm>
  );
}
