import { z } from "zod";
import { defineTask } from "@/db/task";

/** A run was sealed: set its letters into one PDF. */
export const renderPrintRunTask = defineTask({
  name: "render-print-run",
  payload: z.strictObject({ printRunId: z.uuid() }),
  maxAttempts: 5,
});
