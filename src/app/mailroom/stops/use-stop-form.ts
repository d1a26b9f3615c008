"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useToast } from "@/components/toast";
import { useAct } from "../../incidents/use-act";
import { useChanged } from "../../incidents/use-changed";
import { useTRPC } from "../../trpc";
import { useMailroom } from "../mailroom-context";
import { emptyStopWish, readStopWish, type StopWish } from "./stop-wish";

export type StopForm = ReturnType<typeof useStopForm>;

/** What is wished in the dialog, what is wrong with it, and how it is sent. `done` is called when it is recorded. */
export function useStopForm(done: () => void) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const toast = useToast();
  const changed = useChanged();
  const { incident } = useMailroom();
  const [wish, setWish] = useState<StopWish>(emptyStopWish);
  const { isBusy, problem, setProblem, run } = useAct();
  const stop = useMutation(trpc.mailStops.stop.mutationOptions());
  const submit = () => {
    const read = readStopWish(wish);
    if (!read.ok) return setProblem(t(`stop.${read.problem}`));
    void run(async () => {
      await stop.mutateAsync({ incidentId: incident.id, ...read.stop });
      toast({ title: t("stop.done") });
      done();
      await changed();
    });
  };
  return {
    wish,
    change: (part: Partial<StopWish>) => setWish((before) => ({ ...before, ...part })),
    reset: () => {
      setWish(emptyStopWish);
      setProblem(null);
    },
    problem,
    isBusy,
    submit,
  };
}
