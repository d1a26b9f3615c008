import { database } from "@/db/client";
import { completenessOf } from "@/features/catalog/completeness-of";
import { fetchLiveCatalog } from "@/features/catalog/fetch-live-catalog";
import { knownFiles } from "@/features/catalog/known-files";
import { mendCatalogLine } from "@/features/catalog/mend-catalog-line";
import { mendsOfImport } from "@/features/catalog/mends-of-import";
import { previewCatalogFiles } from "@/features/catalog/preview-catalog-files";
import { catalogImportsOf, catalogRowsOf, rowAccounts, rowSums } from "@/features/catalog/queries";
import { receivedLine } from "@/features/catalog/received-line";
import { rereadCatalogImport } from "@/features/catalog/reread-catalog-import";
import { saveCatalogMapping } from "@/features/catalog/save-catalog-mapping";
import {
  catalogRowsInput,
  fetchLiveCatalogInput,
  importInput,
  knownFilesInput,
  lineOfFileInput,
  mendCatalogLineInput,
  previewCatalogFilesInput,
  saveCatalogMappingInput,
  startCatalogImportInput,
  tryLineInput,
  withdrawImportInput,
} from "@/features/catalog/schema";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import { tryCatalogLine } from "@/features/catalog/try-catalog-line";
import { volumesOf } from "@/features/catalog/volumes-of";
import { withdrawCatalogImport } from "@/features/catalog/withdraw-catalog-import";
import { ofIncidentInput } from "@/features/incidents/schema";
import { env } from "@/lib/env";
import { procedure, router } from "../trpc";

export const catalog = router({
  imports: procedure.input(ofIncidentInput).query(({ input }) => catalogImportsOf(input.incidentId)),
  startImport: procedure
    .input(startCatalogImportInput)
    .mutation(({ ctx, input }) => startCatalogImport(ctx.actor, input)),
  previewFiles: procedure
    .input(previewCatalogFilesInput)
    .query(({ input }) => previewCatalogFiles(database(), input)),
  saveMapping: procedure
    .input(saveCatalogMappingInput)
    .mutation(({ ctx, input }) => saveCatalogMapping(ctx.actor, input)),
  liveHosts: procedure.query(() => env().CATALOG_HOSTS),
  fetchLive: procedure
    .input(fetchLiveCatalogInput)
    .mutation(({ ctx, input }) => fetchLiveCatalog(ctx.actor, input)),
  knownFiles: procedure.input(knownFilesInput).query(({ input }) => knownFiles(database(), input)),
  withdrawImport: procedure
    .input(withdrawImportInput)
    .mutation(({ ctx, input }) => withdrawCatalogImport(ctx.actor, input)),
  reread: procedure.input(importInput).mutation(({ ctx, input }) => rereadCatalogImport(ctx.actor, input)),
  mends: procedure.input(importInput).query(({ input }) => mendsOfImport(database(), input.importId)),
  line: procedure.input(lineOfFileInput).query(({ input }) => receivedLine(database(), input)),
  tryLine: procedure.input(tryLineInput).query(({ input }) => tryCatalogLine(database(), input)),
  mendLine: procedure
    .input(mendCatalogLineInput)
    .mutation(({ ctx, input }) => mendCatalogLine(ctx.actor, input)),
  accounting: procedure.input(ofIncidentInput).query(({ input }) => rowAccounts(input.incidentId)),
  sums: procedure.input(ofIncidentInput).query(({ input }) => rowSums(input.incidentId)),
  rows: procedure.input(catalogRowsInput).query(({ input }) => catalogRowsOf(input)),
  volumes: procedure.input(ofIncidentInput).query(({ input }) => volumesOf(database(), input.incidentId)),
  completeness: procedure
    .input(ofIncidentInput)
    .query(({ input }) => completenessOf(database(), input.incidentId)),
});
