import { tracked } from "@trpc/server";
import { eventsOfIncident, riverFacts, taskFigures } from "@/features/reports/queries";
import { retryDeadTasks } from "@/features/reports/retry-dead-tasks";
import { riverStages } from "@/features/reports/rules";
import { changesAsked, eventsAsked, ofIncident } from "@/features/reports/schema";
import { shareNext } from "../share-next";
import { procedure, router } from "../trpc";
import { watchIncident } from "../watch-incident";

/** Every change wakes every open screen of the incident; they share one count. */
const sharedRiverFacts = shareNext(riverFacts);

export const reports = router({
  river: procedure.input(ofIncident).query(async ({ input }) => {
    const facts = await sharedRiverFacts(input.incidentId);
    return { facts, stages: riverStages(facts) };
  }),
  /** Ticks whenever something of the incident changed; the screens ask again. */
  changes: procedure.input(changesAsked).subscription(async function* ({ input, signal }) {
    for await (const tick of watchIncident(input.incidentId, signal ?? new AbortController().signal)) {
      yield tracked(String(tick), { tick });
    }
  }),
  events: procedure.input(eventsAsked).query(({ input }) => eventsOfIncident(input)),
  tasks: procedure.input(ofIncident).query(({ input }) => taskFigures(input.incidentId)),
  retryTask: procedure.input(ofIncident).mutation(({ ctx, input }) => retryDeadTasks(ctx.actor, input)),
});
