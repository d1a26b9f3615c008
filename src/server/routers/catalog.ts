import { database } from "@/db/client";
import { completenessOf } from "@/features/catalog/completeness-of";
import { catalogImportsOf, catalogRowsOf, rowAccounts, rowSums } from "@/features/catalog/queries";
import { catalogRowsInput, startCatalogImportInput } from "@/features/catalog/schema";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import { volumesOf } from "@/features/catalog/volumes-of";
import { ofIncidentInput } from "@/features/incidents/schema";
import { procedure, router } from "../trpc";

export const catalog = router({
  imports: procedure.input(ofIncidentInput).query(({ input }) => catalogImportsOf(input.incidentId)),
  startImport: procedure
    .input(startCatalogImportInput)
    .mutation(({ ctx, input }) => startCatalogImport(ctx.actor, input)),
  accounting: procedure.input(ofIncidentInput).query(({ input }) => rowAccounts(input.incidentId)),
  sums: procedure.input(ofIncidentInput).query(({ input }) => rowSums(input.incidentId)),
  rows: procedure.input(catalogRowsInput).query(({ input }) => catalogRowsOf(input)),
  volumes: procedure.input(ofIncidentInput).query(({ input }) => volumesOf(database(), input.incidentId)),
  completeness: procedure
    .input(ofIncidentInput)
    .query(({ input }) => completenessOf(database(), input.incidentId)),
});
