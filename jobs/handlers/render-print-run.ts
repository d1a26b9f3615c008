import { recordRendered } from "@/features/print-runs/record-rendered";
import { setPrintRun } from "@/features/print-runs/set-print-run";
import { renderPrintRunTask } from "@/features/print-runs/tasks";
import { env } from "@/lib/env";
import { FileStore } from "@/lib/files";
import { defineHandler } from "../define-handler";

export const renderPrintRunHandler = defineHandler(renderPrintRunTask, async ({ printRunId }, work) => {
  const storedAs = `print-runs/${printRunId}.${work.fence}.pdf`;
  const set = await setPrintRun(work.actor, { printRunId, storedAs }, new FileStore(env().FILES_DIR));
  await work.commit(() => recordRendered(work.actor, printRunId, set));
});
