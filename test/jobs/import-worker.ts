import { readCatalogImport } from "@/features/catalog/read-catalog-import";
import { readCatalogTask } from "@/features/catalog/tasks";
import { defineHandler } from "../../jobs/define-handler";
import { discardRowsHandler } from "../../jobs/handlers/discard-rows";
import { readMasterHandler } from "../../jobs/handlers/read-master";
import { runProgram } from "../../jobs/run-program";

/** Reads catalogs in steps of this many rows, so that a small one takes many. */
const rowsPerStep = Number(process.env.TEST_ROWS_PER_STEP ?? 500);

const readInSmallSteps = defineHandler(readCatalogTask, ({ importId }, work) =>
  readCatalogImport(work.actor, { importId }, { ...work, rowsPerStep }),
);

// Nothing by the clock: a crash point must be met by the import and by nothing else.
await runProgram([readInSmallSteps, readMasterHandler, discardRowsHandler], []);
