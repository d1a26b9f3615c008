"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../trpc";
import { useMay } from "../signed-in-context";

/** Whether the incident's scope is being worked out anew just now, so that counts will still move. */
export function useDeriving(incidentId: string): boolean {
  const trpc = useTRPC();
  const may = useMay();
  const tasks = useQuery(trpc.reports.tasks.queryOptions({ incidentId }, { enabled: may("reports.tasks") }));
  return tasks.data?.some((task) => task.name === "derive-scope" && task.ready + task.running > 0) ?? false;
}
