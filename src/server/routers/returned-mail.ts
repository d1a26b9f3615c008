import { database } from "@/db/client";
import { ofIncidentInput } from "@/features/incidents/schema";
import { recordReturned } from "@/features/print-runs/record-returned";
import { recordReturnedFile } from "@/features/print-runs/record-returned-file";
import {
  recordReturnedInput,
  returnedFileInput,
  sayMeasureInput,
  substitutesAsked,
} from "@/features/print-runs/returned/schema";
import { returnedCounts } from "@/features/print-runs/returned-counts";
import { returnedLetters } from "@/features/print-runs/returned-letters";
import { sayMeasure } from "@/features/print-runs/say-measure";
import { substitutes } from "@/features/print-runs/substitutes";
import { procedure, router } from "../trpc";

export const returnedMail = router({
  record: procedure.input(recordReturnedInput).mutation(({ ctx, input }) => recordReturned(ctx.actor, input)),
  recordFile: procedure
    .input(returnedFileInput)
    .mutation(({ ctx, input }) => recordReturnedFile(ctx.actor, input)),
  counts: procedure.input(ofIncidentInput).query(({ input }) => returnedCounts(database(), input.incidentId)),
  recent: procedure
    .input(ofIncidentInput)
    .query(({ input }) => returnedLetters(database(), input.incidentId)),
  substitutes: procedure.input(substitutesAsked).query(({ input }) => substitutes(database(), input)),
  sayMeasure: procedure.input(sayMeasureInput).mutation(({ ctx, input }) => sayMeasure(ctx.actor, input)),
});
