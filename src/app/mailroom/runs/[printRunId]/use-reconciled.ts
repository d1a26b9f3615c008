"use client";
import { useQuery } from "@tanstack/react-query";
import type { Reconciliation } from "@/features/print-runs/schema";
import { useTRPC } from "../../../trpc";

/** Where the pieces of one run are; undefined while it is being asked. */
export function useReconciled(printRunId: string): Reconciliation | undefined {
  const trpc = useTRPC();
  const rows = useQuery(trpc.bench.reconciliation.queryOptions({ printRunId }));
  return rows.data?.[0];
}
