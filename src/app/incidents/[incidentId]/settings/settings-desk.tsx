"use client";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { HotlineLines } from "./hotline-lines";
import { LetterFacts } from "./letter-facts";
import { ScopeChanges } from "./scope-changes";

/** What the letters say, when the lines are open, and why the scope is what it is. */
export function SettingsDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const incident = useQuery(trpc.incidents.get.queryOptions({ incidentId }));
  const lines = useQuery(trpc.incidents.lines.queryOptions({ incidentId }));
  return (
    <>
      <Loaded query={incident}>{(facts) => <LetterFacts incident={facts} />}</Loaded>
      <Loaded query={lines}>{(all) => <HotlineLines incidentId={incidentId} lines={all} />}</Loaded>
      <ScopeChanges incidentId={incidentId} />
    </>
  );
}
