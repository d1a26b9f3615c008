"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { TextField } from "@/components/text-field";
import { useToast } from "@/components/toast";
import type { PrintRunRow, Reconciliation } from "@/features/print-runs/schema";
import { useBlocked } from "../../../incidents/signed-in-context";
import { useChanged } from "../../../incidents/use-changed";
import { useTRPC } from "../../../trpc";
import { CountForm } from "./count-form";
import { PulledField, pulledIn } from "./pulled-field";

/** The envelopes leave the house: how many, and who took them. Enter goes on to what is still missing. */
export function HandOverForm({ run, reconciled }: { run: PrintRunRow; reconciled: Reconciliation }) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const toast = useToast();
  const changed = useChanged();
  const blocked = useBlocked()("printRuns.handOver");
  const toField = useRef<HTMLInputElement>(null);
  const [to, setTo] = useState("");
  const [pulled, setPulled] = useState("");
  const handOver = useMutation(
    trpc.printRuns.handOver.mutationOptions({
      onSuccess: (_, { count }) => {
        toast({ title: t("count.handed-over", { number: run.number, letters: count }) });
        return changed();
      },
    }),
  );
  return (
    <CountForm
      letterCount={reconciled.expected}
      label={t("count.label-handed-over")}
      confirm={t("count.hand-over")}
      blocked={blocked}
      recording={handOver}
      record={(count) => {
        if (!to.trim()) toField.current?.focus();
        else handOver.mutate({ printRunId: run.id, count, pulled: pulledIn(pulled), to: to.trim() });
      }}
    >
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
      <PulledField toPull={reconciled.toPull} value={pulled} onChange={setPulled} />
    </CountForm>
  );
}
