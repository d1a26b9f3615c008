import { failDocumentIndex } from "@/features/documents/fail-document-index";
import { readDocumentIndex } from "@/features/documents/read-document-index";
import { readDocumentIndexTask } from "@/features/documents/tasks";
import { defineHandler } from "../define-handler";
import { problemOf } from "../problem-of";

/** Reads an organisation's own list of papers; a file that cannot be read ends as a failed one that says where. */
export const readDocumentIndexHandler = defineHandler(readDocumentIndexTask, async ({ indexId }, work) => {
  try {
    await work.commit(() => readDocumentIndex(work.actor, { indexId }, work.signal));
  } catch (error) {
    const problem = problemOf(error);
    await work.commit(() => failDocumentIndex(work.actor, { indexId, problem }));
  }
});
