import { recordRendered } from "@/features/print-runs/record-rendered";
import { setPrintRun } from "@/features/print-runs/set-print-run";
import { renderPrintRunTask } from "@/features/print-runs/tasks";
import { env } from "@/lib/env";
import { FileStore } from "@/lib/files";
import { defineHandler } from "../define-handler";
import { LeaseLost } from "../lease-lost";

export const renderPrintRunHandler = defineHandler(renderPrintRunTask, async ({ printRunId }, work) => {
  const files = new FileStore(env().FILES_DIR);
  const nameOf = (fence: number) => `print-runs/${printRunId}.${fence}.pdf`;
  const set = await setPrintRun(work.actor, { printRunId, storedAs: nameOf(work.fence) }, files);
  try {
    await work.commit(() => recordRendered(work.actor, printRunId, set));
  } catch (error) {
    // Nothing was recorded, and whoever has the task now may have swept before this file was there.
    if (error instanceof LeaseLost) await files.remove(nameOf(work.fence));
    throw error;
  }
  // Workers that ended between storing and recording left files full of names that nothing refers to.
  for (let fence = 1; fence < work.fence; fence += 1) await files.remove(nameOf(fence));
});
