"use client";
import { useMemo } from "react";
import { useTRPCClient } from "../../../trpc";
import type { Mending } from "../mends/mend-dialog";

/** How a line of a customer master is fetched, tried and mended. */
export function useMasterMending(importId: string, line: number): Mending {
  const client = useTRPCClient();
  return useMemo(() => {
    const place = { importId, line };
    return {
      key: ["people", importId, line],
      fetch: () => client.people.line.query(place),
      mends: () => client.people.mends.query({ importId }),
      fileNumber: 1,
      line,
      tryLine: (mended) => client.people.tryLine.query({ ...place, mended }),
      save: (mended, reason) => client.people.mendLine.mutate({ ...place, mended, reason }),
    };
  }, [client, importId, line]);
}
