"use client";
import { useMemo } from "react";
import { useTRPCClient } from "../../../trpc";
import type { Mending } from "../mends/mend-dialog";

/** How a line of a catalog is fetched, tried and mended. */
export function useCatalogMending(importId: string, fileNumber: number, line: number): Mending {
  const client = useTRPCClient();
  return useMemo(() => {
    const place = { importId, fileNumber, line };
    return {
      key: ["catalog", importId, fileNumber, line],
      fetch: () => client.catalog.line.query(place),
      mends: () => client.catalog.mends.query({ importId }),
      fileNumber,
      line,
      tryLine: (mended) => client.catalog.tryLine.query({ ...place, mended }),
      save: (mended, reason) => client.catalog.mendLine.mutate({ ...place, mended, reason }),
    };
  }, [client, importId, fileNumber, line]);
}
