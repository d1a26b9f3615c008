import { discardRows } from "@/features/catalog/discard-rows";
import { discardRowsTask } from "@/features/catalog/tasks";
import { defineHandler } from "../define-handler";

/** Deletes what an import that counts no more has left, step by step. */
export const discardRowsHandler = defineHandler(discardRowsTask, ({ importId }, work) =>
  discardRows(work.actor, { importId }, work),
);
