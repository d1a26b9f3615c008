import { readCatalogImport } from "@/features/catalog/read-catalog-import";
import { readCatalogTask } from "@/features/catalog/tasks";
import { defineHandler } from "../../jobs/define-handler";
import { discardRowsHandler } from "../../jobs/handlers/discard-rows";
import { readMasterHandler } from "../../jobs/handlers/read-master";
import { sweepStalledTasksHandler } from "../../jobs/handlers/sweep-stalled-tasks";
import { runProgram } from "../../jobs/run-program";
import { schedule } from "../../jobs/schedule";

/** Reads catalogs in steps of this many rows, so that a small one takes many. */
const rowsPerStep = Number(process.env.TEST_ROWS_PER_STEP ?? 500);

const readInSmallSteps = defineHandler(readCatalogTask, ({ importId }, work) =>
  readCatalogImport(work.actor, { importId }, { ...work, rowsPerStep }),
);

await runProgram([readInSmallSteps, readMasterHandler, discardRowsHandler, sweepStalledTasksHandler], schedule);
