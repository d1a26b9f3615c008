import { inTransaction } from "@/db/in-transaction";
import { addDefaultClasses } from "@/features/documents/add-default-classes";
import { addDefaultRules } from "@/features/documents/add-default-rules";
import { editIncident } from "@/features/incidents/edit-incident";
import { openIncident } from "@/features/incidents/open-incident";
import { incidentById, incidentList, linesOfIncident, scopeChangesOf } from "@/features/incidents/queries";
import {
  editIncidentInput,
  ofIncidentInput,
  openIncidentInput,
  setHotlineLineInput,
  setPostCutoffInput,
} from "@/features/incidents/schema";
import { setHotlineLine } from "@/features/incidents/set-hotline-line";
import { setPostCutoff } from "@/features/incidents/set-post-cutoff";
import { procedure, router } from "../trpc";

export const incidents = router({
  list: procedure.query(() => incidentList()),
  get: procedure.input(ofIncidentInput).query(({ input }) => incidentById(input.incidentId)),
  open: procedure.input(openIncidentInput).mutation(({ ctx, input }) =>
    inTransaction(async () => {
      const opened = await openIncident(ctx.actor, input);
      await addDefaultClasses(ctx.actor, { incidentId: opened.id });
      await addDefaultRules(ctx.actor, { incidentId: opened.id });
      return opened;
    }),
  ),
  edit: procedure.input(editIncidentInput).mutation(({ ctx, input }) => editIncident(ctx.actor, input)),
  lines: procedure.input(ofIncidentInput).query(({ input }) => linesOfIncident(input.incidentId)),
  setLine: procedure
    .input(setHotlineLineInput)
    .mutation(({ ctx, input }) => setHotlineLine(ctx.actor, input)),
  setPostCutoff: procedure
    .input(setPostCutoffInput)
    .mutation(({ ctx, input }) => setPostCutoff(ctx.actor, input)),
  scopeChanges: procedure.input(ofIncidentInput).query(({ input }) => scopeChangesOf(input.incidentId)),
});
