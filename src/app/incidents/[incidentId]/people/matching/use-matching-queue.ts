"use client";
import { useEffect, useState } from "react";
import { keptOf } from "@/features/people/rules";
import { useTRPCClient } from "../../../../trpc";
import { useRowPages } from "../../../use-row-pages";
import { type Candidate, type Decision, rootsAfter, useDecisions } from "./use-decisions";

/** So many pairs before the end of what is here the next page is fetched. */
const pairsAhead = 8;

/** The pairs that wait, and the one that is looked at, with the side that is kept. */
export function useMatchingQueue(incidentId: string) {
  const [at, setAt] = useState(0);
  const [swapped, setSwapped] = useState<ReadonlySet<string>>(new Set());
  const { taken, take, undo } = useDecisions(incidentId);
  const pages = useCandidatePages(incidentId);
  const done = new Set(taken.map(({ candidate }) => candidate.id));
  const rootOf = rootsAfter(taken);
  const rows = (pages.rows ?? []).filter(
    ({ id, one, other }) => !done.has(id) && rootOf(one) !== rootOf(other),
  );
  const index = Math.min(at, Math.max(0, rows.length - 1));
  const current = rows[index];
  const sides = current && sidesOf(current, swapped.has(current.id));
  const { hasMore, isLoading, load } = pages.more;
  useEffect(() => {
    if (hasMore && !isLoading && rows.length - index <= pairsAhead) load();
  }, [hasMore, isLoading, load, rows.length, index]);
  return {
    current,
    sides,
    index,
    left: rows.length,
    isFetching: pages.rows === undefined || (rows.length === 0 && (hasMore || isLoading)),
    error: pages.error,
    onRetry: pages.onRetry,
    mayUndo: taken.length > 0,
    move: (by: number) => setAt(Math.max(0, Math.min(rows.length - 1, index + by))),
    swap: () => current && setSwapped((all) => toggled(all, current.id)),
    decide: (kind: Decision, reason: string) => {
      if (current && sides) take(kind, current, [rootOf(sides.other), rootOf(sides.kept)], reason);
    },
    undo: async () => {
      await undo();
      setAt(0);
    },
  };
}

function useCandidatePages(incidentId: string) {
  const client = useTRPCClient();
  return useRowPages(
    ["people.candidates", incidentId],
    async (after: { score: number; id: string } | undefined, signal) => {
      const page = await client.people.candidates.query({ incidentId, after }, { signal });
      return { rows: page.candidates, next: page.next };
    },
  );
}

function toggled(all: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(all);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Who is kept and who is merged into them: as `rules` would, unless the sides were swapped. */
function sidesOf({ one, other }: Candidate, isSwapped: boolean) {
  const suggested = keptOf(one, other);
  const [kept, merged] = (suggested === one) === isSwapped ? [other, one] : [one, other];
  return { kept, other: merged };
}
