import { z } from "zod";
import { ofIncidentInput, uuid } from "@/features/incidents/schema";
import { concludeLost } from "@/features/media/conclude-lost";
import { historyOfMedium, mediaOfIncident } from "@/features/media/queries";
import { recordCustody } from "@/features/media/record-custody";
import { recordFound } from "@/features/media/record-found";
import { recordStocktake } from "@/features/media/record-stocktake";
import { registerMedium } from "@/features/media/register-medium";
import { reportMissing } from "@/features/media/report-missing";
import {
  concludeLostInput,
  recordCustodyInput,
  recordFoundInput,
  recordStocktakeInput,
  registerMediumInput,
  reportMissingInput,
} from "@/features/media/schema";
import { procedure, router } from "../trpc";

export const media = router({
  list: procedure.input(ofIncidentInput).query(({ input }) => mediaOfIncident(input.incidentId)),
  register: procedure
    .input(registerMediumInput)
    .mutation(({ ctx, input }) => registerMedium(ctx.actor, input)),
  reportMissing: procedure
    .input(reportMissingInput)
    .mutation(({ ctx, input }) => reportMissing(ctx.actor, input)),
  concludeLost: procedure
    .input(concludeLostInput)
    .mutation(({ ctx, input }) => concludeLost(ctx.actor, input)),
  recordFound: procedure.input(recordFoundInput).mutation(({ ctx, input }) => recordFound(ctx.actor, input)),
  recordCustody: procedure
    .input(recordCustodyInput)
    .mutation(({ ctx, input }) => recordCustody(ctx.actor, input)),
  recordStocktake: procedure
    .input(recordStocktakeInput)
    .mutation(({ ctx, input }) => recordStocktake(ctx.actor, input)),
  history: procedure.input(z.strictObject({ id: uuid })).query(({ input }) => historyOfMedium(input.id)),
});
