import { failMasterImport } from "@/features/people/fail-master-import";
import { readMasterImport } from "@/features/people/read-master-import";
import { readMasterTask } from "@/features/people/tasks";
import { defineHandler } from "../define-handler";
import { problemOf } from "../problem-of";

/** Reads a customer master; a file that cannot be read ends as a failed import that says where. */
export const readMasterHandler = defineHandler(readMasterTask, async ({ importId }, work) => {
  try {
    await work.commit(() => readMasterImport(work.actor, { importId }, work.signal));
  } catch (error) {
    const problem = problemOf(error);
    await work.commit(() => failMasterImport(work.actor, { importId, problem }));
  }
});
