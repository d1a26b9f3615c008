import { catalogImportsOf, catalogRowsOf, completenessOf, rowAccounts } from "@/features/catalog/queries";
import { catalogRowsInput, startCatalogImportInput } from "@/features/catalog/schema";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import { ofIncidentInput } from "@/features/incidents/schema";
import { procedure, router } from "../trpc";

export const catalog = router({
  imports: procedure.input(ofIncidentInput).query(({ input }) => catalogImportsOf(input.incidentId)),
  startImport: procedure
    .input(startCatalogImportInput)
    .mutation(({ ctx, input }) => startCatalogImport(ctx.actor, input)),
  accounting: procedure.input(ofIncidentInput).query(({ input }) => rowAccounts(input.incidentId)),
  rows: procedure.input(catalogRowsInput).query(({ input }) => catalogRowsOf(input)),
  completeness: procedure.input(ofIncidentInput).query(({ input }) => completenessOf(input.incidentId)),
});
