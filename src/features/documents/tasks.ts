import { z } from "zod";
import { defineTask } from "@/db/task";

/** Reads an organisation's own list of papers, all of it or nothing. */
export const readDocumentIndexTask = defineTask({
  name: "read-document-index",
  payload: z.strictObject({ indexId: z.uuid() }),
  maxAttempts: 5,
});
