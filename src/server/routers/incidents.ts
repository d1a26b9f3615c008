import { z } from "zod";
import { inTransaction } from "@/db/in-transaction";
import { addDefaultClasses } from "@/features/documents/add-default-classes";
import { editIncident } from "@/features/incidents/edit-incident";
import { openIncident } from "@/features/incidents/open-incident";
import { incidentById, incidentList, linesOfIncident, scopeChangesOf } from "@/features/incidents/queries";
import { editIncidentInput, openIncidentInput, setHotlineLineInput, uuid } from "@/features/incidents/schema";
import { setHotlineLine } from "@/features/incidents/set-hotline-line";
import { procedure, router } from "../trpc";

const ofIncident = z.strictObject({ incidentId: uuid });

export const incidents = router({
  list: procedure.query(() => incidentList()),
  get: procedure.input(ofIncident).query(({ input }) => incidentById(input.incidentId)),
  open: procedure.input(openIncidentInput).mutation(({ ctx, input }) =>
    inTransaction(async () => {
      const opened = await openIncident(ctx.actor, input);
      await addDefaultClasses(ctx.actor, { incidentId: opened.id });
      return opened;
    }),
  ),
  edit: procedure.input(editIncidentInput).mutation(({ ctx, input }) => editIncident(ctx.actor, input)),
  lines: procedure.input(ofIncident).query(({ input }) => linesOfIncident(input.incidentId)),
  setLine: procedure
    .input(setHotlineLineInput)
    .mutation(({ ctx, input }) => setHotlineLine(ctx.actor, input)),
  scopeChanges: procedure.input(ofIncident).query(({ input }) => scopeChangesOf(input.incidentId)),
});
