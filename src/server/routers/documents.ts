import { classesOf } from "@/features/documents/queries";
import { ofIncidentInput } from "@/features/incidents/schema";
import { procedure, router } from "../trpc";

export const documents = router({
  classes: procedure.input(ofIncidentInput).query(({ input }) => classesOf(input.incidentId)),
});
