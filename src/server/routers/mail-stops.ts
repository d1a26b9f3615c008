import { database } from "@/db/client";
import { endMailStop } from "@/features/print-runs/end-mail-stop";
import { mailStopsOf } from "@/features/print-runs/mail-stops-of";
import { endMailStopInput, stopMailInput } from "@/features/print-runs/schema";
import { stopMail } from "@/features/print-runs/stop-mail";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const mailStops = router({
  list: procedure.input(ofIncident).query(({ input }) => mailStopsOf(database(), input.incidentId)),
  stop: procedure.input(stopMailInput).mutation(({ ctx, input }) => stopMail(ctx.actor, input)),
  end: procedure.input(endMailStopInput).mutation(({ ctx, input }) => endMailStop(ctx.actor, input)),
});
