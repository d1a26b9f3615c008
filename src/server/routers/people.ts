import { z } from "zod";
import { database } from "@/db/client";
import { ofIncidentInput, uuid } from "@/features/incidents/schema";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import {
  affectedPeople,
  masterImportsOf,
  masterPreview,
  personById,
  personRecordsOf,
} from "@/features/people/queries";
import {
  affectedPeopleInput,
  personRecordsInput,
  previewMasterInput,
  sortFilesInput,
  startMasterImportInput,
  withdrawImportInput,
} from "@/features/people/schema";
import { sortFiles } from "@/features/people/sort-files";
import { startMasterImport } from "@/features/people/start-master-import";
import { withdrawMasterImport } from "@/features/people/withdraw-master-import";
import { procedure, router } from "../trpc";

export const people = router({
  sortFiles: procedure.input(sortFilesInput).query(({ input }) => sortFiles(database(), input)),
  previewMaster: procedure
    .input(previewMasterInput)
    .query(({ input }) => masterPreview(input.uploadId, input.encoding)),
  startImport: procedure
    .input(startMasterImportInput)
    .mutation(({ ctx, input }) => startMasterImport(ctx.actor, input)),
  withdrawImport: procedure
    .input(withdrawImportInput)
    .mutation(({ ctx, input }) => withdrawMasterImport(ctx.actor, input)),
  imports: procedure.input(ofIncidentInput).query(({ input }) => masterImportsOf(input.incidentId)),
  records: procedure.input(personRecordsInput).query(({ input }) => personRecordsOf(input)),
  // A name that is looked for does not come to stand in a URL: our client asks queries by POST.
  affected: procedure.input(affectedPeopleInput).query(({ input }) => affectedPeople(input)),
  get: procedure.input(z.strictObject({ id: uuid })).query(({ input }) => personById(input.id)),
  derive: procedure.input(ofIncidentInput).mutation(({ ctx, input }) => askForDerivation(ctx.actor, input)),
});
