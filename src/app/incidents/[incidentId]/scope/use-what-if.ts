"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Toggles } from "@/features/scope/rules";
import { useTRPC } from "../../../trpc";

const quietMs = 150;

/** The figures of a scope. While the next ones are counted, the old ones stay. */
export function useWhatIf(incidentId: string, toggles: Toggles, version: number) {
  const trpc = useTRPC();
  const { volumes, withoutJobs, classes, fromDay, toDay, withPartial } = useQuiet(toggles);
  return useQuery(
    trpc.scope.whatIf.queryOptions(
      {
        incidentId,
        volumes: [...volumes],
        withoutJobs: [...withoutJobs],
        ...(classes ? { classes: [...classes] } : {}),
        ...(fromDay ? { fromDay } : {}),
        ...(toDay ? { toDay } : {}),
        withPartial,
      },
      { enabled: version > 0, placeholderData: keepPreviousData },
    ),
  );
}

/** The value once it has not changed for a moment: dragging over days asks once. */
function useQuiet(toggles: Toggles): Toggles {
  const [quiet, setQuiet] = useState(toggles);
  const said = JSON.stringify(toggles);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(JSON.parse(said) as Toggles), quietMs);
    return () => clearTimeout(timer);
  }, [said]);
  return quiet;
}
