"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useRef } from "react";
import { useTRPC } from "../../trpc";
import { useOnceASecond } from "../../use-once-a-second";
import { rowPagesKey } from "../use-row-pages";

/** Keeps the page true: when something of the incident changes, what is shown is asked again, once a second at most. */
export function useLiveIncident(incidentId: string): void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const isFirst = useRef(true);
  const askAgain = useOnceASecond(() => {
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== rowPagesKey });
  });
  useSubscription(
    trpc.reports.changes.subscriptionOptions(
      { incidentId },
      {
        onData: () => {
          // The first one only says that we are listening; the page has just asked.
          if (isFirst.current) isFirst.current = false;
          else askAgain();
        },
      },
    ),
  );
}
