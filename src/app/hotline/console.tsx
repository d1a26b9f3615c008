"use client";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../loaded";
import { useTRPC } from "../trpc";
import { CallDesk } from "./call-desk";
import { WaitingDesk } from "./waiting-desk";

/** The agent's desk: waiting for a call, or in one. An open call is found again after a reload. */
export function Console() {
  const trpc = useTRPC();
  const current = useQuery(trpc.hotline.current.queryOptions());
  return (
    <Loaded query={current}>
      {(call) =>
        call ? (
          <CallDesk key={call.callId} call={call} aheadMs={call.now.getTime() - current.dataUpdatedAt} />
        ) : (
          <WaitingDesk />
        )
      }
    </Loaded>
  );
}
