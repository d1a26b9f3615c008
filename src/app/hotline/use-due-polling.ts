"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import type { CallbackCounts } from "@/features/callbacks/schema";
import { useTRPC } from "../trpc";
import { useOnceASecond } from "../use-once-a-second";

/** A promise must be seen within a minute of being due, also where the stream of changes is cut off. */
export const duePollMs = 20_000;

/**
 * Keeps what is due true on every page of the desk: asked every 20 seconds, and at once when something of the
 * incident changed. Nothing a caller was told is ever fetched again by this.
 */
export function useDuePolling(incidentId: string): CallbackCounts | undefined {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const askAgain = useOnceASecond(() => {
    void queries.invalidateQueries({ queryKey: trpc.callbacks.pathKey() });
  });
  useSubscription(trpc.reports.changes.subscriptionOptions({ incidentId }, { onData: askAgain }));
  const counts = useQuery({
    ...trpc.callbacks.counts.queryOptions({ incidentId }),
    refetchInterval: duePollMs,
    refetchIntervalInBackground: true,
  });
  return counts.data;
}
