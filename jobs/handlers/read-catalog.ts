import { failCatalogImport } from "@/features/catalog/fail-catalog-import";
import { readCatalogImport } from "@/features/catalog/read-catalog-import";
import { readCatalogTask } from "@/features/catalog/tasks";
import { defineHandler } from "../define-handler";
import { problemOf } from "../problem-of";

/** Reads a catalog; a file that cannot be read ends as a failed import that says where, not as a dead task. */
export const readCatalogHandler = defineHandler(readCatalogTask, async ({ importId }, work) => {
  try {
    await readCatalogImport(work.actor, { importId }, work);
  } catch (error) {
    const problem = problemOf(error);
    await work.commit(() => failCatalogImport(work.actor, { importId, problem }));
  }
});
