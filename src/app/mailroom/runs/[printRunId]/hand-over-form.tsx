"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { TextField } from "@/components/text-field";
import { useToast } from "@/components/toast";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { useBlocked } from "../../../incidents/signed-in-context";
import { useChanged } from "../../../incidents/use-changed";
import { useTRPC } from "../../../trpc";
import { CountForm } from "./count-form";

/** The envelopes leave the house: how many, and who took them. Enter goes on to what is still missing. */
export function HandOverForm({ run }: { run: PrintRunRow }) {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const toast = useToast();
  const changed = useChanged();
  const blocked = useBlocked()("printRuns.handOver");
  const toField = useRef<HTMLInputElement>(null);
  const [to, setTo] = useState("");
  const handOver = useMutation(
    trpc.printRuns.handOver.mutationOptions({
      onSuccess: () => {
        toast({ title: t("count.handed-over", { number: run.number, letters: run.letterCount }) });
        return changed();
      },
    }),
  );
  return (
    <CountForm
      letterCount={run.letterCount}
      label={t("count.label-handed-over")}
      confirm={t("count.hand-over")}
      blocked={blocked}
      recording={handOver}
      record={(count) => {
        if (!to.trim()) toField.current?.focus();
        else handOver.mutate({ printRunId: run.id, count, to: to.trim() });
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
    </CountForm>
  );
}
