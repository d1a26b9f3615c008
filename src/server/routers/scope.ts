import { ofIncidentInput } from "@/features/incidents/schema";
import { askForMeasuring } from "@/features/scope/ask-for-measuring";
import { scopeMeasureOf, whatIf } from "@/features/scope/queries";
import { whatIfInput } from "@/features/scope/schema";
import { procedure, router } from "../trpc";

export const scope = router({
  measured: procedure.input(ofIncidentInput).query(({ input }) => scopeMeasureOf(input.incidentId)),
  whatIf: procedure.input(whatIfInput).query(({ input }) => whatIf(input)),
  measure: procedure.input(ofIncidentInput).mutation(({ ctx, input }) => askForMeasuring(ctx.actor, input)),
});
