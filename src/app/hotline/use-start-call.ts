"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTRPC } from "../trpc";
import { useDesk } from "./hotline-context";

/** Opens a call: inbound, or outbound for an explanation that is owed. A double press is one call. */
export function useStartCall(onStarted?: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { incidentId } = useDesk();
  const id = useRef<string>(undefined);
  const start = useMutation(
    trpc.hotline.startCall.mutationOptions({
      onSuccess: async () => {
        id.current = undefined;
        onStarted?.();
        await queries.invalidateQueries({ queryKey: trpc.hotline.current.queryKey() });
      },
      onError: () => {
        id.current = undefined;
      },
    }),
  );
  return {
    error: start.error,
    isPending: start.isPending,
    callTaskId: start.variables?.callTaskId,
    start: (callTaskId?: string) => {
      id.current ??= crypto.randomUUID();
      const direction = callTaskId ? "outbound" : "inbound";
      start.mutate({ id: id.current, incidentId, direction, callTaskId });
    },
  };
}
