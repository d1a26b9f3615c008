"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useToast } from "@/components/toast";
import { useErrorText } from "../../../../error-text";
import { useTRPC, useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { rowPagesKey } from "../../../use-row-pages";

export type Candidate = Outputs["people"]["candidates"]["candidates"][number];
export type Decision = "merge" | "keep-apart";

type Taken = {
  candidate: Candidate;
  kind: Decision;
  /** Of a merge: who became whom. */
  into?: [merged: string, kept: string];
  /** Of the merge or the candidate, once the server answered; null where it refused. */
  id: Promise<string | null>;
};

/** The decisions of this sitting: they count at once, and are told to the server behind. */
export function useDecisions(incidentId: string) {
  const client = useTRPCClient();
  const t = useTranslations("matching");
  const toast = useToast();
  const errorText = useErrorText();
  const { refresh, countOne } = useProgress(incidentId);
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const takeBack = (candidate: Candidate) =>
    setTaken((all) => all.filter((one) => one.candidate.id !== candidate.id));
  const send = async (kind: Decision, candidate: Candidate, into: [string, string], reason: string) => {
    const [mergedPersonId, keptPersonId] = into;
    if (kind === "merge")
      return (await client.people.merge.mutate({ incidentId, keptPersonId, mergedPersonId, reason })).id;
    await client.people.keepApart.mutate({ incidentId, candidateId: candidate.id, reason });
    return candidate.id;
  };
  const take = (kind: Decision, candidate: Candidate, into: [string, string], reason: string) => {
    const id = send(kind, candidate, into, reason).catch((error: unknown) => {
      toast({ title: t("not-decided"), description: errorText(error), tone: "danger" });
      takeBack(candidate);
      return null;
    });
    void id.then(refresh);
    countOne(kind);
    setTaken((all) => [...all, { candidate, kind, into: kind === "merge" ? into : undefined, id }]);
  };
  const undo = async () => {
    const last = taken.at(-1);
    const id = await last?.id;
    if (!last || !id) return;
    const reason = t("undo-reason");
    try {
      if (last.kind === "merge") await client.people.unmerge.mutate({ mergeId: id, reason });
      else await client.people.reconsider.mutate({ incidentId, candidateId: id, reason });
      takeBack(last.candidate);
      toast({ title: t("undone") });
    } catch (error) {
      toast({ title: t("not-undone"), description: errorText(error), tone: "danger" });
    }
    refresh();
  };
  return { taken, take, undo };
}

/** The figures above the queue: a decision counts at once, and the server's word follows. */
function useProgress(incidentId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const queryKey = trpc.people.matching.queryKey({ incidentId });
  return {
    countOne: (kind: Decision) =>
      queries.setQueryData(
        queryKey,
        (now) =>
          now && {
            ...now,
            waiting: Math.max(0, now.waiting - 1),
            merged: now.merged + (kind === "merge" ? 1 : 0),
            keptApart: now.keptApart + (kind === "keep-apart" ? 1 : 0),
          },
      ),
    refresh: () => {
      void queries.invalidateQueries({ queryKey });
      void queries.invalidateQueries({ queryKey: [rowPagesKey, "people.decisions", incidentId] });
    },
  };
}

/** Who somebody is, with the merges of this sitting that the server may not have answered yet. */
export function rootsAfter(taken: readonly Taken[]): (side: Candidate["one"]) => string {
  const into = new Map(taken.flatMap(({ into: pair }) => (pair ? [pair] : [])));
  return (side) => {
    let id = side.mergedInto ?? side.id;
    for (let next = into.get(id); next; next = into.get(id)) id = next;
    return id;
  };
}
