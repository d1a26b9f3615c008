"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef } from "react";
import type { CallbackCounts } from "@/features/callbacks/schema";
import { useTRPC } from "../trpc";

const quietMs = 1_000;

/** A promise must be seen within a minute of being due, also where the stream of changes is cut off. */
export const duePollMs = 20_000;

/**
 * Keeps what is due true on every page of the desk: asked every 20 seconds, and at once when something of the
 * incident changed. Nothing a caller was told is ever fetched again by this.
 */
export function useDuePolling(incidentId: string): CallbackCounts | undefined {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  useSubscription(
    trpc.reports.changes.subscriptionOptions(
      { incidentId },
      {
        onData: () => {
          if (waiting.current) return;
          waiting.current = setTimeout(() => {
            waiting.current = undefined;
            void queries.invalidateQueries({ queryKey: trpc.callbacks.pathKey() });
          }, quietMs);
        },
      },
    ),
  );
  const counts = useQuery({
    ...trpc.callbacks.counts.queryOptions({ incidentId }),
    refetchInterval: duePollMs,
    refetchIntervalInBackground: true,
  });
  return counts.data;
}
