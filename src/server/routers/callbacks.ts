import { bookCallback } from "@/features/callbacks/book-callback";
import { cancelCallback } from "@/features/callbacks/cancel-callback";
import { callbackCounts, dueCallbacks, nextCallTasks, openSlots } from "@/features/callbacks/queries";
import { bookCallbackInput, ofCallback } from "@/features/callbacks/schema";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const callbacks = router({
  due: procedure.input(ofIncident).query(({ input }) => dueCallbacks(input.incidentId)),
  counts: procedure.input(ofIncident).query(({ input }) => callbackCounts(input.incidentId)),
  nextTasks: procedure.input(ofIncident).query(({ input }) => nextCallTasks(input.incidentId)),
  slots: procedure.input(ofIncident).query(({ input }) => openSlots(input.incidentId)),
  book: procedure.input(bookCallbackInput).mutation(({ ctx, input }) => bookCallback(ctx.actor, input)),
  cancel: procedure.input(ofCallback).mutation(({ ctx, input }) => cancelCallback(ctx.actor, input)),
});
